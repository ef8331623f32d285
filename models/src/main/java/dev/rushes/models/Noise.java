package dev.rushes.models;

/**
 * The noise that is to be removed.
 *
 * @param luma null where there is none and luma stays as it is
 * @param chroma where it is stronger than luma's and needs a strength of its own, in the
 * terms of noise that is equal in R, G and B; null where it goes with luma's
 */
public record Noise(NoiseCurve luma, NoiseCurve chroma) {

    public Noise {
        if (luma == null && chroma == null) {
            throw Problem.invalid("noise to remove is luma's, chroma's or both");
        }
    }

    /**
     * Of one strength everywhere.
     * @param sigma standard deviation in 0..1 of full range
     */
    public static Noise of(double sigma) {
        return new Noise(NoiseCurve.constant(sigma), null);
    }

    /** Luma's on average or, where that has none, chroma's; 0..1 of full range. */
    public double strength() {
        return ((this.luma != null) ? this.luma : this.chroma).mean();
    }

}
