package dev.rushes.models;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * How much noise is to be expected at each pixel of a picture, by how light it is around
 * there. The mean of a small square is taken, in which noise is nearly gone: else a pixel
 * that noise makes light would be told another strength than its neighbours.
 */
final class SigmaMap {

    /** Pixels on each side. */
    private static final int RADIUS = 4;

    /** Light in whole numbers, so that sums are exact in any order. */
    private static final int WHITE = 1 << 16;

    private static final int STEPS = 4096;

    private final Picture picture;

    private final float[] sigmas = new float[STEPS + 1];

    /** The latest rows of light, by their number modulo how many there are. */
    private final int[][] rows;

    private final int[] columns;

    /**
     * For one picture.
     * @param most no pixel is told more, 0..1
     */
    SigmaMap(Picture picture, NoiseCurve curve, double most) {
        this.picture = picture;
        this.rows = new int[2 * RADIUS + 1][picture.width()];
        this.columns = new int[picture.width()];
        for (int i = 0; i <= STEPS; i++) {
            this.sigmas[i] = (float) Math.min(most, curve.at((double) i / STEPS));
        }
    }

    /**
     * Fills a plane of 32-bit floats.
     * @return the mean of it
     */
    double fill(MemorySegment map) {
        int height = this.picture.height();
        double sum = 0;
        for (int y = -RADIUS; y < height; y++) {
            add(y + RADIUS, 1);
            if (y >= 0) {
                int down = Math.min(height - 1, y + RADIUS) - Math.max(0, y - RADIUS) + 1;
                sum += row(map, y, down);
                add(y - RADIUS, -1);
            }
        }
        return sum / ((double) this.picture.width() * height);
    }

    /** Adds a row to the columns' sums or takes it away, if there is such a row. */
    private void add(int y, int sign) {
        if (y < 0 || y >= this.picture.height()) {
            return;
        }
        int[] row = this.rows[y % this.rows.length];
        if (sign > 0) {
            read(y, row);
        }
        for (int x = 0; x < row.length; x++) {
            this.columns[x] += sign * row[x];
        }
    }

    private void read(int y, int[] row) {
        MemorySegment tensor = this.picture.tensor();
        long plane = (long) row.length * this.picture.height();
        for (int x = 0; x < row.length; x++) {
            long at = (long) y * row.length + x;
            double light = LumaWeights.BT709.of(tensor.getAtIndex(ValueLayout.JAVA_FLOAT, at),
                    tensor.getAtIndex(ValueLayout.JAVA_FLOAT, plane + at),
                    tensor.getAtIndex(ValueLayout.JAVA_FLOAT, 2 * plane + at));
            // what is no number counts as black
            row[x] = (int) (Math.clamp(light, 0, 1) * WHITE);
        }
    }

    private double row(MemorySegment map, int y, int down) {
        int width = this.columns.length;
        double sum = 0;
        long light = 0;
        for (int x = 0; x < Math.min(RADIUS, width); x++) {
            light += this.columns[x];
        }
        for (int x = 0; x < width; x++) {
            light += (x + RADIUS < width) ? this.columns[x + RADIUS] : 0;
            light -= (x > RADIUS) ? this.columns[x - RADIUS - 1] : 0;
            int across = Math.min(width - 1, x + RADIUS) - Math.max(0, x - RADIUS) + 1;
            float sigma = this.sigmas[(int) (light * STEPS / ((long) WHITE * across * down))];
            map.setAtIndex(ValueLayout.JAVA_FLOAT, (long) y * width + x, sigma);
            sum += sigma;
        }
        return sum;
    }

}
