package dev.rushes.models;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * What a high-pass filter leaves of one plane, block by block. The filter is a second
 * difference across and down, which is blind to gradients and straight edges and gives
 * white noise its own variance.
 */
final class HighPassBlocks {

    /**
     * Up to here it is black (letterbox bars are not perfectly so), and from its
     * complement on white: there noise is clipped or was never let through.
     */
    private static final float BLACK = 4f / 255;

    /** Part of a block's pixels that may be black or white. */
    private static final double CLIPPED = 0.05;

    /** The second difference in both directions multiplies a standard deviation by 6. */
    private static final double GAIN = 36;

    private final int side;

    private final double[] energies;

    private final int constant;

    private HighPassBlocks(int side, double[] energies, int constant) {
        this.side = side;
        this.energies = energies;
        this.constant = constant;
    }

    /**
     * Filters a plane.
     * @param side of a block in pixels
     */
    static HighPassBlocks of(MemorySegment plane, int width, int height, int side) {
        int across = Math.max(0, (width - 2) / side);
        int down = Math.max(0, (height - 2) / side);
        double[] energy = new double[across * down];
        double[] mean = new double[across * down];
        double[] clipped = new double[across * down];
        float[][] rows = new float[3][width];
        for (int y = 0; y < down * side + 2 && down > 0; y++) {
            // three arrays take turns, the oldest takes the newest row
            float[] above = rows[(y + 1) % 3];
            float[] row = rows[(y + 2) % 3];
            float[] below = rows[y % 3];
            MemorySegment.copy(plane, ValueLayout.JAVA_FLOAT, (long) y * width * Float.BYTES, below, 0, width);
            if (y >= 2) {
                int first = (y - 2) / side * across;
                for (int b = 0; b < across; b++) {
                    add(above, row, below, b * side + 1, side, first + b, energy, mean, clipped);
                }
            }
        }
        return select(side, energy, mean, clipped);
    }

    private static void add(float[] above, float[] row, float[] below, int from, int side, int block, double[] energy,
            double[] mean, double[] clipped) {
        double squares = 0;
        double sum = 0;
        int ends = 0;
        for (int x = from; x < from + side; x++) {
            double left = above[x - 1] - 2.0 * row[x - 1] + below[x - 1];
            double here = above[x] - 2.0 * row[x] + below[x];
            double right = above[x + 1] - 2.0 * row[x + 1] + below[x + 1];
            double response = left - 2 * here + right;
            squares += response * response;
            sum += row[x];
            ends += (row[x] <= BLACK || row[x] >= 1 - BLACK) ? 1 : 0;
        }
        double pixels = side * side;
        energy[block] += squares / (GAIN * pixels);
        mean[block] += sum / pixels;
        clipped[block] += ends / pixels;
    }

    private static HighPassBlocks select(int side, double[] energy, double[] mean, double[] clipped) {
        double[] kept = new double[energy.length];
        double[] clipping = new double[energy.length];
        int count = 0;
        int constant = 0;
        for (int b = 0; b < energy.length; b++) {
            if (Math.min(mean[b], 1 - mean[b]) > BLACK) {
                if (energy[b] == 0) {
                    constant++;
                }
                else {
                    kept[count] = energy[b];
                    clipping[count++] = clipped[b];
                }
            }
        }
        // in very noisy pictures every block clips somewhere: take those that do least
        double limit = Math.max(CLIPPED, fifth(Arrays.copyOf(clipping, count)));
        int chosen = 0;
        for (int b = 0; b < count; b++) {
            if (clipping[b] <= limit) {
                kept[chosen++] = kept[b];
            }
        }
        return new HighPassBlocks(side, Arrays.copyOf(kept, chosen), constant);
    }

    private static double fifth(double[] values) {
        Arrays.sort(values);
        return (values.length > 0) ? values[(values.length - 1) / 5] : 0;
    }

    /** How many blocks say something. */
    int count() {
        return this.energies.length;
    }

    /** Pixels of a block. */
    int pixels() {
        return this.side * this.side;
    }

    /** Mean squares of the filter's output in those blocks. */
    double[] energies() {
        return this.energies.clone();
    }

    /**
     * Whether most of the picture is perfectly constant, as in graphics and titles: what
     * is left is edges, and no camera was there to make noise.
     */
    boolean isArtificial() {
        return this.constant > this.energies.length;
    }

}
