package dev.rushes.models;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Enlarges planes of floats by whole numbers: cubic convolution (Keys, a = -0.5) between
 * the centres of pixels, continued at the sides by the last ones.
 */
final class Bicubic {

    /** How far from a pixel of the source others have influence on its results. */
    static final int REACH = 2;

    private static final int TAPS = 4;

    private final int width;

    private final int height;

    private final int scale;

    /** Weights for each place of a result within a pixel of the source. */
    private final float[][] weights;

    /** First source pixel for each such place, relative to the pixel. */
    private final int[] first;

    Bicubic(int width, int height, int scale) {
        this.width = width;
        this.height = height;
        this.scale = scale;
        this.weights = new float[scale][TAPS];
        this.first = new int[scale];
        for (int place = 0; place < scale; place++) {
            double centre = (place + 0.5) / scale - 0.5;
            this.first[place] = (int) Math.floor(centre) - 1;
            for (int tap = 0; tap < TAPS; tap++) {
                this.weights[place][tap] = (float) keys(centre - this.first[place] - tap);
            }
        }
    }

    /**
     * Enlarges one plane.
     * @param from index of its first float
     * @param to index of the result's first float
     */
    void enlarge(MemorySegment plane, long from, MemorySegment result, long to) {
        // continued on either side, for all that a pixel reaches
        float[] row = new float[this.width + 2 * REACH];
        long wide = (long) this.width * this.scale;
        for (int y = 0; y < this.height * this.scale; y++) {
            down(plane, from, y, row);
            Arrays.fill(row, 0, REACH, row[REACH]);
            Arrays.fill(row, this.width + REACH, row.length, row[this.width + REACH - 1]);
            for (int place = 0; place < this.scale; place++) {
                across(row, place, result, to + y * wide + place);
            }
        }
    }

    /** One row of the result, not yet enlarged across. */
    private void down(MemorySegment plane, long from, int y, float[] row) {
        float[] weight = this.weights[y % this.scale];
        int start = y / this.scale + this.first[y % this.scale];
        Arrays.fill(row, 0);
        for (int tap = 0; tap < TAPS; tap++) {
            long at = from + Math.clamp(start + tap, 0, this.height - 1) * (long) this.width;
            for (int x = 0; x < this.width; x++) {
                row[REACH + x] += weight[tap] * plane.getAtIndex(ValueLayout.JAVA_FLOAT, at + x);
            }
        }
    }

    /** The pixels of a row that lie at one place within pixels of the source. */
    private void across(float[] row, int place, MemorySegment result, long to) {
        float[] weight = this.weights[place];
        int start = REACH + this.first[place];
        for (int x = 0; x < this.width; x++) {
            float sum = weight[0] * row[start + x] + weight[1] * row[start + x + 1] + weight[2] * row[start + x + 2]
                    + weight[3] * row[start + x + 3];
            result.setAtIndex(ValueLayout.JAVA_FLOAT, to + (long) x * this.scale, sum);
        }
    }

    private static double keys(double distance) {
        double x = Math.abs(distance);
        if (x < 1) {
            return (1.5 * x - 2.5) * x * x + 1;
        }
        return (x < 2) ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    }

}
