package dev.rushes.workers.job;

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

}
