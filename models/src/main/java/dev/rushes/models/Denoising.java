package dev.rushes.models;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Takes noise away with a strength for luma and one for chroma, and leaves some grain.
 */
public final class Denoising {

    private final Restorer restorer;

    private final double grain;

    private final LumaWeights weights;

    /**
     * With a denoiser.
     * @param restorer a model of scale 1, closed by its owner
     * @param grain the share of what was taken of luma that is put back, 0..1; what was
     * taken of chroma stays away
     * @param weights of the footage's luma
     */
    public Denoising(Restorer restorer, double grain, LumaWeights weights) {
        this.restorer = restorer;
        this.grain = grain;
        this.weights = weights;
    }

    public Restorer restorer() {
        return this.restorer;
    }

    /**
     * Makes the denoised picture of the one in the middle of some that follow each other.
     * The network runs twice if chroma has a strength of its own.
     * @param window as {@link Restorer#restore(List, double, PicturePool)} takes it
     * @param pool lends the result, which the caller closes
     */
    public Picture remove(List<Picture> window, Noise noise, PicturePool pool) {
        Picture source = window.get(window.size() / 2);
        Picture out = this.restorer.restore(window, (noise.luma() != null) ? noise.luma() : noise.chroma(), pool);
        try {
            if (noise.luma() == null) {
                takeLight(out, out, source, 1);
            }
            else {
                if (noise.chroma() != null && this.restorer.card().inputs().sigma() != null) {
                    try (Picture colour = this.restorer.restore(window, noise.chroma(), pool)) {
                        takeLight(out, colour, out, 1);
                    }
                }
                if (this.grain > 0) {
                    takeLight(out, out, source, this.grain);
                }
            }
            return out;
        }
        catch (RuntimeException | Error ex) {
            out.close();
            throw ex;
        }
    }

    /**
     * Makes a picture of one's colours in the light of another: the same to R, G and B
     * changes luma alone.
     * @param out may be either of the two
     * @param share of the way from the first one's luma to the second one's
     */
    private void takeLight(Picture out, Picture colour, Picture light, double share) {
        MemorySegment from = colour.tensor();
        MemorySegment to = out.tensor();
        MemorySegment lit = light.tensor();
        long pixels = (long) out.width() * out.height();
        for (long i = 0; i < pixels; i++) {
            float shift = (float) (share * (luma(lit, i, pixels) - luma(from, i, pixels)));
            for (long at = i; at < 3 * pixels; at += pixels) {
                to.setAtIndex(ValueLayout.JAVA_FLOAT, at, from.getAtIndex(ValueLayout.JAVA_FLOAT, at) + shift);
            }
        }
    }

    private double luma(MemorySegment tensor, long i, long pixels) {
        return this.weights.of(tensor.getAtIndex(ValueLayout.JAVA_FLOAT, i),
                tensor.getAtIndex(ValueLayout.JAVA_FLOAT, pixels + i),
                tensor.getAtIndex(ValueLayout.JAVA_FLOAT, 2 * pixels + i));
    }

}
