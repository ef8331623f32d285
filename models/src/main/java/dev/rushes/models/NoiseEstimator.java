package dev.rushes.models;

import java.util.Arrays;
import java.util.List;

/**
 * Measures noise without knowing the clean picture. Each channel is high-pass filtered in
 * small blocks; blocks that are black, white or perfectly constant say nothing and are
 * left out; of the rest the flattest carry noise and hardly any texture, and from them
 * the standard deviation is inferred ({@link FlatTail}). What is measured is fine noise,
 * white or nearly so: coarse grain and compressed noise look weaker than they are.
 */
public final class NoiseEstimator {

    /**
     * What rounding to 8 bits can leave of a clean gradient, in 0..1. So little noise is
     * not told from rounding, and denoising it would be no use.
     */
    private static final double ROUNDING = 0.5 / 255;

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
                HighPassBlocks blocks = HighPassBlocks.of(picture.plane(c), picture.width(), picture.height());
                if (blocks.count() > 0) {
                    found[count++] = blocks.isArtificial() ? 0 : sigma(blocks);
                    samples += blocks.count();
                }
            }
            sigma[c] = median(Arrays.copyOf(found, count));
        }
        return new NoiseEstimate(sigma[0], sigma[1], sigma[2], samples);
    }

    private static double sigma(HighPassBlocks blocks) {
        double sigma = FlatTail.sigma(blocks.energies());
        return Math.sqrt(Math.max(0, sigma * sigma - ROUNDING * ROUNDING));
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
