package dev.rushes.workers.shots;

import java.util.Arrays;

/**
 * Numbers that tell whether one shot becomes another at a frame: how much changes there,
 * near and far around it, whether that is motion, light or a mixture.
 */
public final class Cues {

    /** Frames on either side that are looked at. */
    public static final int REACH = 32;

    /** How many numbers a frame has. */
    public static final int COUNT = 35;

    /** Where the difference from the frame before stands. */
    static final int DIFFERENCE = 0;

    /** Where it stands when the frame before is moved to where it fits best. */
    static final int SHIFTED = 7;

    private static final int[] ACROSS = { 2, 4, 8, 16, 32 };

    private static final int[] BETWEEN = { 1, 2, 4, 8, 16, 32 };

    private static final int[] MIXED = { 4, 8, 16, 32 };

    /** Of 255, from which on a sample tells how far a mixture is. */
    private static final int CLEAR = 8;

    private static final int BLOCK_WIDTH = 6;

    private static final int BLOCK_HEIGHT = 9;

    private static final int BINS = 16;

    /** Samples in either direction that a motion is looked for in. */
    private static final int SHIFT_X = 4;

    private static final int SHIFT_Y = 2;

    private final Sketch[] window;

    private final float[] cues = new float[COUNT];

    private int count;

    private Cues(Sketch[] window) {
        this.window = window;
    }

    /**
     * Of the frame in the middle.
     * @param window {@code 2 * REACH + 1} frames in order; beyond a clip's ends its first
     * or last again
     * @return {@link #COUNT} numbers
     */
    public static float[] of(Sketch[] window) {
        Cues cues = new Cues(window);
        cues.change();
        cues.mixture();
        cues.places();
        cues.light();
        if (cues.count != COUNT) {
            throw new AssertionError(cues.count);
        }
        return cues.cues;
    }

    private void add(double value) {
        this.cues[this.count++] = (float) value;
    }

    /** Differences span three orders of magnitude. */
    private void addDifference(double difference) {
        add(Math.log1p(difference));
    }

    private Sketch at(int offset) {
        return this.window[REACH + offset];
    }

    /** How much is different, and how much that would have been so without a cut. */
    private void change() {
        addDifference(at(-1).difference(at(0)));
        for (int far : ACROSS) {
            addDifference(at(-far).difference(at(far - 1)));
        }
        // a flash changes much, but what comes after it is what was before
        addDifference(Math.min(Math.min(at(-2).difference(at(0)), at(-1).difference(at(1))),
                Math.min(at(-2).difference(at(1)), Math.min(at(-3).difference(at(1)), at(-2).difference(at(2))))));
        addDifference(shifted());
        addDifference(histogram(-1, 0));
        addDifference(histogram(-4, 3));
        addDifference(histogram(-16, 15));
    }

    /** Whether this frame is a mixture of one before and one after it. */
    private void mixture() {
        for (int far : BETWEEN) {
            Sketch before = at(-far);
            Sketch after = at(far);
            long sum = 0;
            for (int i = 0; i < 3 * Sketch.PLANE; i++) {
                sum += Math.abs(2 * at(0).at(i) - before.at(i) - after.at(i));
            }
            addDifference(sum / 6.0 / Sketch.PLANE);
        }
        for (int far : MIXED) {
            mixture(at(-far), at(far));
        }
    }

    /** How far the samples have come from one to the other, and whether all as far. */
    private void mixture(Sketch before, Sketch after) {
        double sum = 0;
        double squares = 0;
        int clear = 0;
        for (int i = 0; i < 3 * Sketch.PLANE; i++) {
            int way = after.at(i) - before.at(i);
            if (Math.abs(way) >= CLEAR) {
                double share = Math.clamp((double) (at(0).at(i) - before.at(i)) / way, -0.5, 1.5);
                sum += share;
                squares += share * share;
                clear++;
            }
        }
        double mean = clear == 0 ? 0.5 : sum / clear;
        add(mean);
        add(clear == 0 ? 0 : Math.sqrt(Math.max(0, squares / clear - mean * mean)));
        add((double) clear / (3 * Sketch.PLANE));
    }

    /** Whether all of the picture changes, or one place after the other. */
    private void places() {
        double[] blocks = new double[Sketch.PLANE / BLOCK_WIDTH / BLOCK_HEIGHT];
        for (int i = 0; i < Sketch.PLANE; i++) {
            int block = i / Sketch.WIDTH / BLOCK_HEIGHT * (Sketch.WIDTH / BLOCK_WIDTH) + i % Sketch.WIDTH / BLOCK_WIDTH;
            blocks[block] += Math.abs(at(0).at(i) - at(-1).at(i)) / (double) (BLOCK_WIDTH * BLOCK_HEIGHT);
        }
        Arrays.sort(blocks);
        addDifference(blocks[blocks.length / 4]);
        addDifference(blocks[blocks.length * 3 / 4]);
        addDifference(blocks[blocks.length - 1]);
    }

    private void light() {
        add(mean(at(0)) / 64);
        add((mean(at(0)) - mean(at(-1))) / 8);
        add(Math.log1p(contrast(at(0))));
    }

    private static double mean(Sketch sketch) {
        long sum = 0;
        for (int i = 0; i < Sketch.PLANE; i++) {
            sum += sketch.at(i);
        }
        return (double) sum / Sketch.PLANE;
    }

    private static double contrast(Sketch sketch) {
        double mean = mean(sketch);
        double squares = 0;
        for (int i = 0; i < Sketch.PLANE; i++) {
            squares += (sketch.at(i) - mean) * (sketch.at(i) - mean);
        }
        return Math.sqrt(squares / Sketch.PLANE);
    }

    /**
     * Difference of this frame and the one before, moved to where it fits best, in luma.
     */
    private double shifted() {
        double least = Double.MAX_VALUE;
        for (int y = -SHIFT_Y; y <= SHIFT_Y; y++) {
            for (int x = -SHIFT_X; x <= SHIFT_X; x++) {
                least = Math.min(least, shifted(x, y));
            }
        }
        return least;
    }

    private double shifted(int x, int y) {
        long sum = 0;
        for (int row = SHIFT_Y; row < Sketch.HEIGHT - SHIFT_Y; row++) {
            int a = row * Sketch.WIDTH;
            int b = (row + y) * Sketch.WIDTH + x;
            for (int i = SHIFT_X; i < Sketch.WIDTH - SHIFT_X; i++) {
                sum += Math.abs(at(0).at(a + i) - at(-1).at(b + i));
            }
        }
        return (double) sum / (Sketch.HEIGHT - 2 * SHIFT_Y) / (Sketch.WIDTH - 2 * SHIFT_X);
    }

    /** Per cent of the picture whose light is of another step. */
    private double histogram(int one, int other) {
        int[] bins = new int[BINS];
        for (int i = 0; i < Sketch.PLANE; i++) {
            bins[at(one).at(i) * BINS / 256]++;
            bins[at(other).at(i) * BINS / 256]--;
        }
        return Arrays.stream(bins).map(Math::abs).sum() * 50.0 / Sketch.PLANE;
    }

}
