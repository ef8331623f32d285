package dev.rushes.models;

/**
 * The noise in some blocks of a picture at full and at half resolution, as variances of
 * noise that is white and equal in R, G and B.
 */
record BlockNoise(HighPassBlocks fine, HighPassBlocks coarse) {

    /**
     * What rounding to 8 bits can leave of a clean gradient, in 0..1. So little noise is
     * not told from rounding, and denoising it would be no use.
     */
    private static final double ROUNDING = 0.5 / 255;

    /**
     * Parts of the two variances in the whole. White noise has the same in both, but
     * texture adds to the coarse one, 16 % on photographs: hence not 1 together. Chosen
     * on frames that went through 4:2:0 and four codecs, where half of the noise or more
     * was coarse (models/lab/camera.py).
     */
    private static final double FINE = 0.45;

    private static final double COARSE = 0.5;

    /** Part of the variance of white noise in R, G and B that is not luma's. */
    private static final double CHROMA = 0.4385;

    long count() {
        return this.fine.count();
    }

    /** Those of a step of light. */
    BlockNoise at(int step) {
        return new BlockNoise(this.fine.at(step, NoiseCurve.KNOTS), this.coarse.at(step, NoiseCurve.KNOTS));
    }

    /**
     * What a network must be told so that luma comes out well. Of chroma's noise only the
     * fine part counts: told of blotches of colour as well, it would take luma's texture
     * for noise (measured: 1 dB of luma lost where chroma is recorded at half the
     * resolution and twice as noisy).
     */
    FlatTail luma() {
        FlatTail luma = this.fine.luma();
        double variance = whole(luma, this.coarse.luma()) + this.fine.chroma().variance();
        return new FlatTail(known(variance), luma.blocks());
    }

    /** The same for chroma, which wants to be told of its blotches. */
    FlatTail chroma() {
        FlatTail chroma = this.fine.chroma();
        return new FlatTail(known(whole(chroma, this.coarse.chroma()) / CHROMA), chroma.blocks());
    }

    private double whole(FlatTail fine, FlatTail coarse) {
        // the mean of four pixels has a quarter of white noise's variance
        return (this.coarse.count() > 0) ? FINE * fine.variance() + COARSE * 4 * coarse.variance() : fine.variance();
    }

    private double known(double variance) {
        return this.fine.isArtificial() ? 0 : Math.max(0, variance - ROUNDING * ROUNDING);
    }

}
