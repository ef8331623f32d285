package dev.rushes.workers.job;

import java.nio.file.Path;

import dev.rushes.models.Problem;
import dev.rushes.workers.operations.Form;
import dev.rushes.workers.operations.Option;
import dev.rushes.workers.operations.Summary;
import dev.rushes.workers.timeline.FrameRate;
import dev.rushes.workers.timeline.Place;

/**
 * What can be said of a job beside its clip and its recipe, wherever it is carried out.
 *
 * @param range {@code IN..OUT} (frames, seconds or timecode; OUT exclusive)
 * @param interlaced "auto", "keep" or "none"
 * @param timing "keep" or "cfr"
 * @param damaged "fail" or "keep"
 * @param device "auto", "cpu", "cuda", "cuda-half" or "tensorrt"
 * @param segments 1 to 1024, or "auto"
 * @param rate frames a second of an image sequence, or "auto" for what is known of it
 */
@Summary("How a job is carried out")
public record Handling(
        @Option(flag = "--range", help = "only this part, OUT exclusive: 0f..60f, 1.5s..3s or 01:00:00:00..01:00:02:00",
                defaultValue = Handling.WHOLE) String range,
        @Option(flag = "--interlaced",
                help = "auto detects interlaced pictures and deinterlaces them; keep passes their fields through; none takes all pictures as progressive",
                choices = {
                        "auto", "keep", "none" },
                defaultValue = "auto") String interlaced,
        @Option(flag = "--timing", help = "cfr turns a variable frame rate into a constant one",
                choices = { "keep", "cfr" }, defaultValue = "keep") String timing,
        @Option(flag = "--damaged", help = "keep makes a master of what a damaged clip still holds",
                choices = { "fail", "keep" }, defaultValue = "fail") String damaged,
        @Option(flag = "--device", help = "where models run",
                choices = { "auto", "cpu", "cuda", "cuda-half", "tensorrt" }, defaultValue = "auto") String device,
        @Option(flag = "--segments", help = "how many pieces to cut the work into", words = "auto", min = 1, max = 1024,
                defaultValue = "auto") String segments,
        @Option(flag = "--rate",
                help = "frames a second of an image sequence: 25, 23.976 or a fraction such as 24000/1001; auto takes what was said when it was brought, or what the header of DPX says, or else 24",
                defaultValue = "auto") String rate){

    /** The range that is the whole clip. */
    static final String WHOLE = "..";

    /** Its options, for the command line, for requests and for the page. */
    public static final Form<Handling> FORM = Form.of("job", Handling.class);

    public Handling {
        if (!segments.equals("auto") && !segments.matches("[0-9]+")) {
            throw Problem.invalid("job: segments must be auto or a whole number, not \"%s\"", segments);
        }
        // what is wrong whatever the clip is better said at once
        Place.ends(range);
        if (!rate.equals("auto")) {
            rate = FrameRate.parse(rate).toString();
        }
    }

    /**
     * The job that it is together with the rest.
     * @param usual frames a second if this says "auto"; null for what the pictures say or
     * else 24, and for a clip that is no image sequence
     * @param threads for models, 0 for what the machine grants
     * @param memory in bytes, 0 for auto
     */
    public Job job(Path clip, Path out, Recipe recipe, String usual, int threads, long memory) {
        return new Job(clip, out, recipe, this.range.equals(WHOLE) ? null : this.range,
                this.rate.equals("auto") ? usual : this.rate, this.interlaced, this.timing, this.damaged, this.device,
                threads, this.segments.equals("auto") ? 0 : Integer.parseInt(this.segments), memory);
    }

}
