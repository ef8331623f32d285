package dev.rushes.models;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Finds one curve for what was measured in some pictures of a scene. */
final class CurveFit {

    /** Of fewer blocks in a step nobody can tell whether they are flat. */
    private static final int FEWEST = 32;

    /** A step with so many flat blocks speaks for itself. */
    private static final double ENOUGH = 48;

    /**
     * Where fewer blocks of a step are flat, all may be texture; from the second on none
     * is doubted.
     */
    private static final double DOUBTFUL = 0.4;

    private static final double CERTAIN = 0.7;

    /** What all light together counts in each step: much only where nothing else does. */
    private static final double ALL = 0.01;

    /**
     * How much a step counts for the next one; twice as far away it counts the square.
     */
    private static final double NEIGHBOUR = 1.0 / 8;

    /**
     * How far the levels of noise that is the same in any light are apart, as measured,
     * of their mean: photographs with white noise of 5 to 50 of 255.
     */
    private static final double SPREAD = 0.2;

    private CurveFit() {
    }

    /**
     * The median of the pictures, over all and for each step of light; constant where the
     * steps do not differ by more than measuring does.
     * @param what luma's or chroma's noise
     */
    static NoiseCurve of(List<BlockNoise> pictures, Function<BlockNoise, FlatTail> what) {
        if (pictures.isEmpty()) {
            return NoiseCurve.constant(0);
        }
        double all = median(pictures.stream().mapToDouble((noise) -> what.apply(noise).variance()).toArray());
        double[] weights = new double[NoiseCurve.KNOTS];
        double[] blocks = new double[NoiseCurve.KNOTS];
        double[] variances = new double[NoiseCurve.KNOTS];
        for (int step = 0; step < NoiseCurve.KNOTS; step++) {
            double[] found = new double[pictures.size()];
            int count = 0;
            for (BlockNoise picture : pictures) {
                BlockNoise some = picture.at(step);
                if (some.count() >= FEWEST) {
                    FlatTail flat = what.apply(some);
                    found[count++] = flat.variance();
                    double trust = (flat.blocks() / some.count() - DOUBTFUL) / (CERTAIN - DOUBTFUL);
                    weights[step] += Math.clamp(trust, 0, 1) * flat.blocks() / ENOUGH;
                }
                blocks[step] += some.count();
            }
            weights[step] = Math.min(1, weights[step]);
            variances[step] = median(Arrays.copyOf(found, count));
        }
        double[] levels = smoothed(variances, weights, all);
        double[] sorted = Arrays.stream(levels).sorted().toArray();
        double least = sorted[0];
        double most = sorted[sorted.length - 1];
        double mean = over(blocks, levels);
        boolean flat = most - least <= SPREAD * (most + least) / 2;
        return flat ? NoiseCurve.constant(sigma(all)) : new NoiseCurve(mean, Arrays.stream(levels).boxed().toList());
    }

    /** Each step with a little of the others, and with more where it has few blocks. */
    private static double[] smoothed(double[] variances, double[] weights, double all) {
        double[] levels = new double[variances.length];
        for (int step = 0; step < levels.length; step++) {
            double sum = ALL * all;
            double total = ALL;
            for (int other = 0; other < levels.length; other++) {
                double weight = weights[other] * Math.pow(NEIGHBOUR, Math.abs(step - other));
                sum += weight * variances[other];
                total += weight;
            }
            levels[step] = sigma(sum / total);
        }
        return levels;
    }

    private static double over(double[] blocks, double[] levels) {
        double sum = 0;
        for (int step = 0; step < levels.length; step++) {
            sum += blocks[step] * levels[step] * levels[step];
        }
        return sigma(sum / Arrays.stream(blocks).sum());
    }

    private static double sigma(double variance) {
        // no noise is stronger than full range, whatever pictures hold
        return Math.min(1, Math.sqrt(variance));
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
