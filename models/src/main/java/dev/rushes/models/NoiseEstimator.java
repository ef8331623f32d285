package dev.rushes.models;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/**
 * Measures noise without knowing the clean picture. Each channel is high-pass filtered in
 * small blocks; blocks that are black, white or perfectly constant say nothing and are
 * left out; of the rest the flattest carry noise and hardly any texture, and from them
 * the standard deviation is inferred ({@link FlatTail}). That is done twice, at full and
 * at half resolution: demosaicing, chroma at half resolution and compression make noise
 * coarse and take the fine half of it away.
 */
public final class NoiseEstimator {

    /**
     * What rounding to 8 bits can leave of a clean gradient, in 0..1. So little noise is
     * not told from rounding, and denoising it would be no use.
     */
    private static final double ROUNDING = 0.5 / 255;

    /** Side of a block in pixels at full resolution, and half of it at half. */
    private static final int SIDE = 16;

    /**
     * Parts of the two variances in the whole. White noise has the same in both, but
     * texture adds to the coarse one, 16 % on photographs: hence not 1 together. Chosen
     * on frames that went through 4:2:0 and four codecs, where half of the noise or more
     * was coarse (models/lab/camera.py): the median of what this finds there is 1.01 of
     * the truth, 0.75 for the fine variance alone.
     */
    private static final double FINE = 0.45;

    private static final double COARSE = 0.5;

    private NoiseEstimator() {
    }

    /**
     * The noise of each channel: the median over the pictures in which there is anything
     * to measure.
     * @param pictures of one clip, values 0..1; a few from different places make a good
     * sample; sizes may differ
     */
    public static NoiseEstimate estimate(List<Picture> pictures) {
        double[] sigma = new double[3];
        long samples = 0;
        for (int c = 0; c < sigma.length; c++) {
            double[] found = new double[pictures.size()];
            int count = 0;
            for (Picture picture : pictures) {
                HighPassBlocks fine = HighPassBlocks.of(picture.plane(c), picture.width(), picture.height(), SIDE);
                if (fine.count() > 0) {
                    found[count++] = fine.isArtificial() ? 0 : sigma(fine, halved(picture, c));
                    samples += fine.count();
                }
            }
            sigma[c] = median(Arrays.copyOf(found, count));
        }
        return new NoiseEstimate(sigma[0], sigma[1], sigma[2], samples);
    }

    private static double sigma(HighPassBlocks fine, HighPassBlocks coarse) {
        double variance = FlatTail.variance(fine);
        // the mean of four pixels has a quarter of white noise's variance
        double whole = (coarse.count() > 0) ? FINE * variance + COARSE * 4 * FlatTail.variance(coarse) : variance;
        return Math.sqrt(Math.max(0, whole - ROUNDING * ROUNDING));
    }

    private static HighPassBlocks halved(Picture picture, int c) {
        int width = picture.width() / 2;
        int height = picture.height() / 2;
        MemorySegment plane = picture.plane(c);
        float[] half = new float[width * height];
        float[] rows = new float[2 * picture.width()];
        for (int y = 0; y < height; y++) {
            MemorySegment.copy(plane, ValueLayout.JAVA_FLOAT, (long) y * rows.length * Float.BYTES, rows, 0,
                    rows.length);
            for (int x = 0; x < width; x++) {
                int below = 2 * x + picture.width();
                half[y * width + x] = (rows[2 * x] + rows[2 * x + 1] + rows[below] + rows[below + 1]) / 4;
            }
        }
        return HighPassBlocks.of(MemorySegment.ofArray(half), width, height, SIDE / 2);
    }

    private static double median(double[] values) {
        if (values.length == 0) {
            return 0;
        }
        Arrays.sort(values);
        int middle = values.length / 2;
        return (values.length % 2 == 1) ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

}
