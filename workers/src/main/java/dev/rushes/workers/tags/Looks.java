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

    private final Growing light = new Growing();

    private final Growing black = new Growing();

    private final Growing white = new Growing();

    private final Growing sharpness = new Growing();

    private final Growing change = new Growing();

    private final Growing stir = new Growing();

    private final Flashes flashes;

    private float[] last;

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
        float most = 0;
        for (int i = 0; i < grid.length; i++) {
            float difference = Math.abs(grid[i] - before[i]);
            sum += difference;
            most = Math.max(most, difference);
        }
        this.change.add(sum / grid.length);
        this.stir.add(most);
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

    /** Difference from the frame before where it is greatest, 0..1. */
    double stir(int frame) {
        return this.stir.get(frame);
    }

    int frames() {
        return this.light.size();
    }

}
