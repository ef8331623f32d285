package dev.rushes.models;

/**
 * How noisy some pictures are. Noise that is white and equal in R, G and B has the same
 * strength in luma and in chroma; so has none that is not told to be stronger in one.
 *
 * @param luma the strength for luma
 * @param chroma the strength for chroma
 * @param samples how many blocks of pixels the estimate rests on; 0 if there was nothing
 * to measure, and then all else is 0
 */
public record NoiseEstimate(NoiseCurve luma, NoiseCurve chroma, long samples) {

    /** Noise below one and a half 8-bit code values is what a clean clip has. */
    private static final double CLEAN = 1.5 / 255;

    /** Chroma that is so much noisier is worth a pass of its own. */
    private static final double APART = 1.15;

    /** What is worth removing; null if that is nothing. */
    public Noise worthRemoving() {
        boolean noisyLuma = this.luma.mean() >= CLEAN;
        boolean noisyChroma = this.chroma.mean() >= CLEAN && this.chroma.mean() > APART * this.luma.mean();
        if (!noisyLuma && !noisyChroma) {
            return null;
        }
        return new Noise(noisyLuma ? this.luma : null, noisyChroma ? this.chroma : null);
    }

}
