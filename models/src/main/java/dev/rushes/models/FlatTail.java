package dev.rushes.models;

import java.util.Arrays;

/**
 * The noise in the flattest blocks of a picture. In a block of pure noise the mean square
 * of the filter output follows a gamma distribution around the variance; texture only
 * adds. So a low quantile belongs to flat blocks, but to which of their quantiles it
 * corresponds depends on how many of all blocks are flat. That share and the variance are
 * found in turns: those below an upper quantile of the distribution are counted as flat,
 * and so on.
 *
 * @param variance of the noise; 0 if there are no blocks
 * @param blocks how many were flat
 */
record FlatTail(double variance, double blocks) {

    /**
     * Degrees of freedom of a block's mean square for each of its pixels, measured on
     * white noise: fewer than 1, as neighbouring filter outputs overlap.
     */
    private static final double FREEDOM = 72.9 / 256;

    private static final double LOW = 0.01;

    /**
     * The low quantile is not read from fewer blocks than this, where there are so many.
     */
    private static final double FEWEST = 4;

    private static final double UPPER = 0.75;

    private static final int TURNS = 8;

    /**
     * Looks for it.
     * @param energies of blocks: mean squares of the filter's output
     * @param pixels of a block
     */
    static FlatTail of(double[] energies, int pixels) {
        if (energies.length == 0) {
            return new FlatTail(0, 0);
        }
        double freedom = FREEDOM * pixels;
        double[] sorted = energies.clone();
        Arrays.sort(sorted);
        double low = Math.min(0.5, Math.max(LOW, FEWEST / sorted.length));
        double quantile = sorted[(int) (low * (sorted.length - 1))];
        double variance = quantile / spread(low, freedom);
        double flat = 1;
        for (int turn = 0; turn < TURNS; turn++) {
            flat = Math.clamp(below(sorted, variance * spread(UPPER, freedom)) / UPPER, 2 * low, 1);
            variance = quantile / spread(low / flat, freedom);
        }
        return new FlatTail(variance, flat * sorted.length);
    }

    private static double below(double[] sorted, double limit) {
        int at = Arrays.binarySearch(sorted, limit);
        return ((at >= 0) ? at : -at - 1) / (double) sorted.length;
    }

    /** A quantile of the gamma distribution of mean 1, by Wilson and Hilferty's cube. */
    private static double spread(double part, double freedom) {
        double variance = 2 / (9 * freedom);
        double root = 1 - variance + normal(part) * Math.sqrt(variance);
        return root * root * root;
    }

    /**
     * A quantile of the normal distribution, within 0.0005 (Abramowitz, Stegun 26.2.23).
     */
    private static double normal(double part) {
        double t = Math.sqrt(-2 * Math.log(Math.min(part, 1 - part)));
        double z = t
                - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
        return (part < 0.5) ? -z : z;
    }

}
