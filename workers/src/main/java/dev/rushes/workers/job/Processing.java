package dev.rushes.workers.job;

import java.util.List;

import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;
import dev.rushes.models.Problem;

/**
 * What happens to the picture between decoder and encoder.
 *
 * @param deinterlace "none", or the field that comes first, "tff" or "bff": bwdif then
 * makes one progressive frame of each interlaced one
 * @param telecined whether the fields are film's, pulled down 3:2: they are put back
 * together to whole film frames, and bwdif makes only of the rest progressive frames
 * @param woven the field order of pictures that stay interlaced, else null: chroma that
 * is shared by two lines is then converted field by field
 * @param interlaceReason what was tagged and measured, and what follows
 * @param colour how the source's code values are read; nothing is null
 * @param colourReasons one sentence for each value that was not tagged
 * @param chromaFilter "point" (lossless there and back, when no stage works on the
 * picture and the master has its chroma where the source has) or "bicubic"
 * @param untouchedFilter the same for frames of scenes that all stages leave as they are
 * @param stages in order; none is a pass-through
 * @param scenes in order, if cuts were looked for, else none: models that see several
 * frames at once never read across a cut, and each has noise of its own
 */
public record Processing(String deinterlace, boolean telecined, String woven, String interlaceReason,
        ClipInfo.Colour colour, List<String> colourReasons, String chromaFilter, String untouchedFilter,
        List<Stage> stages, List<Scene> scenes) {

    /**
     * One model at work.
     *
     * @param operation "denoise" or "upscale"
     * @param model id, with version and sha256 of its weights
     * @param identity of weights and feeding together
     * @param scale 1 to 8
     * @param sigma standard deviation of the noise to remove, 0..1 of full range, 0 for
     * an upscaler and for a denoiser that cannot be told
     * @param measured whether each scene has its own noise removed, of which sigma is
     * only the mean; clean scenes are left as they are
     * @param grain per cent of what is taken of luma that is put back, 0 to 100
     * @param reason why these values
     */
    public record Stage(String operation, String model, String version, String sha256, String identity, int scale,
            double sigma, boolean measured, double grain, String reason) {

        /**
         * The model as it is installed.
         * @throws Problem NOT_FOUND if it is not there, INVALID if it is another than the
         * one that was planned with
         */
        public ModelCard card(Models models) {
            ModelCard card = models.card(model);
            if (!card.identity().equals(identity)) {
                throw Problem.invalid("the plan was made for other weights of %s than are installed, or another card;"
                        + " plan again", model);
            }
            return card;
        }

    }

    /**
     * How chroma is converted for a frame.
     * @param pts its time in ticks of the source
     */
    public String filterAt(long pts) {
        boolean untouched = !stages.isEmpty() && !scenes.isEmpty() && stages.stream().allMatch(Stage::measured)
                && scenes.get(Math.max(0, sceneOf(pts))).noise() == null;
        return untouched ? untouchedFilter : chromaFilter;
    }

    /** The number of the scene that a frame belongs to, -1 before the first. */
    private int sceneOf(long pts) {
        int from = 0;
        int end = scenes.size();
        while (from < end) {
            int middle = (from + end) >>> 1;
            if (scenes.get(middle).startPts() <= pts) {
                from = middle + 1;
            }
            else {
                end = middle;
            }
        }
        return from - 1;
    }

    public boolean deinterlaces() {
        return !deinterlace.equals("none");
    }

    /** The whole enlargement. */
    public int scale() {
        return stages.stream().mapToInt(Stage::scale).reduce(1, (a, b) -> a * b);
    }

}
