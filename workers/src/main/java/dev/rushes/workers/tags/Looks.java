package dev.rushes.workers.tags;

import dev.rushes.workers.media.Growing;
import dev.rushes.workers.media.Screenshot;

/**
 * How every frame looks, in a few numbers each: light, sharpness, clipping, and what
 * changed since the frame before.
 */
final class Looks {

    /** Cells of the grid on which frames are compared. */
    static final int COLUMNS = 32;

    static final int ROWS = 18;

    /** Code values that are black or white for any eye. */
    private static final int BLACK = 8;

    private static final int WHITE = 250;

    /** Greatest difference of a part that is none: encoders flicker so much. */
    private static final float STILL = 1f / 255;

    private final Growing light = new Growing();

    private final Growing black = new Growing();

    private final Growing white = new Growing();

    private final Growing sharpness = new Growing();

    private final Growing change = new Growing();

    private final Growing heldFor = new Growing();

    private final Flashes flashes;

    private float[] last;

    /** What has been shown since it was new. */
    private float[] held;

    Looks(Flashes flashes) {
        this.flashes = flashes;
    }

    /** Looks at the next frame. */
    void see(Screenshot picture) {
        int width = picture.width();
        int height = picture.height();
        int[] all = new int[width * height];
        float[] grid = new float[COLUMNS * ROWS];
        int[] sizes = new int[COLUMNS * ROWS];
        long sum = 0;
        int dark = 0;
        int bright = 0;
        for (int y = 0; y < height; y++) {
            int row = y * ROWS / height * COLUMNS;
            for (int x = 0; x < width; x++) {
                int luma = picture.luma(x, y);
                sum += luma;
                dark += luma <= BLACK ? 1 : 0;
                bright += luma >= WHITE ? 1 : 0;
                int cell = row + x * COLUMNS / width;
                grid[cell] += luma;
                sizes[cell]++;
                all[y * width + x] = luma;
            }
        }
        for (int cell = 0; cell < grid.length; cell++) {
            grid[cell] /= 255f * Math.max(1, sizes[cell]);
        }
        double pixels = (double) width * height;
        this.light.add((float) (sum / pixels / 255));
        this.black.add((float) (dark / pixels));
        this.white.add((float) (bright / pixels));
        this.sharpness.add((float) Sharpness.of(all, width, height));
        compare(this.last == null ? grid : this.last, grid);
        this.flashes.see(grid);
        this.last = grid;
    }

    private void compare(float[] before, float[] grid) {
        float sum = 0;
        for (int i = 0; i < grid.length; i++) {
            sum += Math.abs(grid[i] - before[i]);
        }
        this.change.add(sum / grid.length);
        // not with the frame before: slow movement adds up, encoders' flicker does not
        boolean held = this.held != null && greatest(this.held, grid) < STILL;
        this.heldFor.add(held ? this.heldFor.get(this.heldFor.size() - 1) + 1 : 0);
        this.held = held ? this.held : grid;
    }

    private static float greatest(float[] one, float[] other) {
        float most = 0;
        for (int i = 0; i < one.length; i++) {
            most = Math.max(most, Math.abs(one[i] - other[i]));
        }
        return most;
    }

    /** Mean luma of a frame, 0..1. */
    double light(int frame) {
        return this.light.get(frame);
    }

    /** Share of a frame's pixels that are black, 0..1. */
    double black(int frame) {
        return this.black.get(frame);
    }

    /** Share of a frame's pixels that are white, 0..1. */
    double white(int frame) {
        return this.white.get(frame);
    }

    /** Of a frame, 0..1. */
    double sharpness(int frame) {
        return this.sharpness.get(frame);
    }

    /** Mean difference from the frame before, 0..1. */
    double change(int frame) {
        return this.change.get(frame);
    }

    /** How many frames before a frame show what it shows. */
    int heldFor(int frame) {
        return (int) this.heldFor.get(frame);
    }

    int frames() {
        return this.light.size();
    }

}
