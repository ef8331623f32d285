package dev.rushes.workers.job;

import java.util.List;
import java.util.Map;

import dev.rushes.models.Problem;
import dev.rushes.workers.operations.Form;
import dev.rushes.workers.operations.Option;
import dev.rushes.workers.operations.Summary;

/**
 * How the master is to be written.
 *
 * @param codec one of {@link dev.rushes.workers.media.Codec}'s ids, or "auto" (ProRes 422
 * HQ; a still gives a still; 4:4:4 or alpha raises to ProRes 4444)
 * @param container mov, mkv, mp4, mxf, or "auto" (the codec's own)
 */
@Summary("How the master is written")
public record Output(
        @Option(flag = "--codec", help = "the master's codec; auto takes ProRes 422 HQ, and a still for a still",
                words = "auto", choices = {
                        "prores_hq", "prores_4444", "dnxhr_hqx", "ffv1", "h264", "av1", "png", "tiff" },
                defaultValue = "auto") String codec,
        @Option(flag = "--container", help = "the master's container; auto takes the codec's own", words = "auto",
                choices = { "mov", "mkv", "mp4", "mxf" }, defaultValue = "auto") String container){

    public static final Output AUTO = new Output("auto", "auto");

    /** Its options, for recipe files and for the command line. */
    public static final Form<Output> FORM = Form.of("output", Output.class);

    /**
     * Where each codec may go, the usual one first; nowhere if it writes files of its
     * own.
     */
    private static final Map<String, List<String>> CONTAINERS = Map.of("prores_hq", List.of("mov", "mkv", "mxf"),
            "prores_4444", List.of("mov", "mkv", "mxf"), "dnxhr_hqx", List.of("mov", "mxf", "mkv"), "ffv1",
            List.of("mkv", "mov"), "h264", List.of("mp4", "mov", "mkv"), "av1", List.of("mp4", "mkv"), "png", List.of(),
            "tiff", List.of());

    /** What "auto" may come to for moving pictures. */
    private static final List<String> AUTOMATIC = List.of("prores_hq", "prores_4444", "ffv1");

    /** Where a codec may go, the usual one first; empty if it writes files of its own. */
    public static List<String> containers(String codec) {
        return codec.equals("auto")
                ? AUTOMATIC.stream().flatMap((one) -> CONTAINERS.get(one).stream()).distinct().toList()
                : CONTAINERS.getOrDefault(codec, List.of());
    }

    /**
     * Whether the codec goes into the container, whatever the clip.
     * @throws Problem INVALID with where it goes
     */
    public void check() {
        List<String> fitting = containers(this.codec);
        if (this.container.equals("auto") || fitting.contains(this.container)) {
            return;
        }
        if (fitting.isEmpty()) {
            throw Problem.invalid("%s writes files of its own and takes no container", this.codec);
        }
        throw Problem.invalid("%s does not go into %s; it goes into %s",
                this.codec.equals("auto") ? "the codec auto" : this.codec, this.container, String.join(", ", fitting));
    }

}
