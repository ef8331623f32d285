package dev.rushes.workers.plan;

import dev.rushes.models.Problem;
import dev.rushes.workers.job.Recipe;
import dev.rushes.workers.media.Codec;
import dev.rushes.workers.media.PictureSize;
import dev.rushes.workers.operations.Upscale;

/** What planning would refuse, as far as it is known without opening the clip. */
public final class Foresight {

    /** Beyond every codec's limit, and no overflow. */
    private static final long FAR = 1 << 20;

    private Foresight() {
    }

    /**
     * Refuses a recipe whose master's codec cannot hold pictures of the size that comes
     * out.
     * @param width, height of the clip's pictures, in pixels
     * @throws Problem INVALID with what the codec takes and what to do; never for the
     * codec "auto"
     */
    public static void check(Recipe recipe, int width, int height) {
        String codec = recipe.output().codec();
        if (!Codec.ids().contains(codec)) {
            return;
        }
        long scale = 1;
        for (var operation : recipe.restorations()) {
            scale = (operation instanceof Upscale upscale) ? Math.min(FAR, scale * upscale.scale()) : scale;
        }
        PictureSize.check(Codec.of(codec), (int) Math.min(FAR, width * scale), (int) Math.min(FAR, height * scale));
    }

}
