package dev.rushes.workers.tags;

import java.util.ArrayList;
import java.util.List;

import dev.rushes.workers.media.Growing;
import dev.rushes.workers.media.Screenshot;

/**
 * How the camera moved from frame to frame: blocks of the picture are looked for in the
 * frame before, and what most of them agree on is the camera; the others are what moves
 * in front of it.
 */
final class Motion {

    /** Pixels of the longer side of what is compared. */
    private static final int LONG_SIDE = 120;

    private static final int BLOCK = 10;

    /** A block without its border, where it has slopes. */
    private static final int INNER = BLOCK - 2;

    private static final int STEPS = 3;

    /** Pixels in each direction, around where the last frame's motion would lead. */
    private static final int REACH = 7;

    /** Mean difference of neighbours in both directions; without, a block is anywhere. */
    private static final double TEXTURE = 1.5;

    /** Blocks without which nobody knows. */
    private static final int LEAST_BLOCKS = 6;

    private final Growing right = new Growing();

    private final Growing down = new Growing();

    private final Growing growth = new Growing();

    private final Growing agreement = new Growing();

    private final Growing depth = new Growing();

    private int[] last;

    private int width;

    private int height;

    private Fit known = Fit.NONE;

    private final Parallax parallax = new Parallax();

    /** Looks at the next frame. */
    void see(Screenshot picture) {
        double shrink = (double) LONG_SIDE / Math.max(picture.width(), picture.height());
        this.width = Math.max(1, (int) (picture.width() * shrink));
        this.height = Math.max(1, (int) (picture.height() * shrink));
        int[] small = small(picture);
        List<Fit.Block> blocks = this.last == null ? List.of() : blocks(small);
        this.known = Fit.of(blocks);
        this.depth.add((float) this.parallax.see(blocks));
        this.right.add((float) (this.known.x() / this.width));
        this.down.add((float) (this.known.y() / this.height));
        this.growth.add((float) this.known.growth());
        this.agreement.add((float) this.known.agreement());
        this.last = small;
    }

    /** Luma times 16, by the mean of all pixels behind one. */
    private int[] small(Screenshot picture) {
        int[] sums = new int[this.width * this.height];
        int[] counts = new int[this.width * this.height];
        for (int y = 0; y < picture.height(); y++) {
            int row = y * this.height / picture.height() * this.width;
            for (int x = 0; x < picture.width(); x++) {
                int to = row + x * this.width / picture.width();
                sums[to] += picture.luma(x, y);
                counts[to]++;
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = 16 * sums[i] / Math.max(1, counts[i]);
        }
        return sums;
    }

    private List<Fit.Block> blocks(int[] now) {
        List<Fit.Block> blocks = new ArrayList<>();
        int aheadX = (int) Math.round(this.known.x());
        int aheadY = (int) Math.round(this.known.y());
        for (int y = 0; y + BLOCK <= this.height; y += BLOCK) {
            for (int x = 0; x + BLOCK <= this.width; x += BLOCK) {
                if (textured(now, x, y)) {
                    Fit.Block found = find(now, x, y, aheadX, aheadY);
                    if (found != null) {
                        blocks.add(found);
                    }
                }
            }
        }
        return blocks.size() < LEAST_BLOCKS ? List.of() : blocks;
    }

    private boolean textured(int[] now, int left, int top) {
        long across = 0;
        long along = 0;
        for (int y = top + 1; y < top + BLOCK; y++) {
            for (int x = left + 1; x < left + BLOCK; x++) {
                int at = y * this.width + x;
                across += Math.abs(now[at] - now[at - 1]);
                along += Math.abs(now[at] - now[at - this.width]);
            }
        }
        return Math.min(across, along) > 16 * TEXTURE * (BLOCK - 1) * (BLOCK - 1);
    }

    /** Null if the best place is at the edge of what was searched. */
    private Fit.Block find(int[] now, int left, int top, int aheadX, int aheadY) {
        int side = 2 * REACH + 1;
        long[] costs = new long[side * side];
        int best = -1;
        for (int i = 0; i < costs.length; i++) {
            // where the block was: against the motion
            int x = left - aheadX + i % side - REACH;
            int y = top - aheadY + i / side - REACH;
            boolean inside = x >= 0 && y >= 0 && x + BLOCK <= this.width && y + BLOCK <= this.height;
            costs[i] = inside ? cost(now, left, top, x, y) : Long.MAX_VALUE;
            if (inside && (best < 0 || costs[i] < costs[best])) {
                best = i;
            }
        }
        if (best < 0 || best % side == 0 || best % side == side - 1 || best / side == 0 || best / side == side - 1) {
            return null;
        }
        double[] was = refined(now, left, top, left - aheadX + best % side - REACH, top - aheadY + best / side - REACH);
        return new Fit.Block(left + (BLOCK - this.width) / 2.0, top + (BLOCK - this.height) / 2.0, left - was[0],
                top - was[1]);
    }

    /**
     * Where the block was to a fraction of a pixel (Lucas and Kanade, inverse), at most
     * one pixel from where it was looked for: x and y.
     */
    private double[] refined(int[] now, int left, int top, int wasX, int wasY) {
        double xx = 1;
        double xy = 0;
        double yy = 1;
        for (int i = 0; i < INNER * INNER; i++) {
            int at = (top + 1 + i / INNER) * this.width + left + 1 + i % INNER;
            double slopeX = (now[at + 1] - now[at - 1]) / 2.0;
            double slopeY = (now[at + this.width] - now[at - this.width]) / 2.0;
            xx += slopeX * slopeX;
            xy += slopeX * slopeY;
            yy += slopeY * slopeY;
        }
        double determinant = Math.max(1, xx * yy - xy * xy);
        double shiftX = 0;
        double shiftY = 0;
        for (int step = 0; step < STEPS; step++) {
            double x = 0;
            double y = 0;
            for (int i = 0; i < INNER * INNER; i++) {
                int at = (top + 1 + i / INNER) * this.width + left + 1 + i % INNER;
                double off = now[at] - before(wasX + 1 + i % INNER + shiftX, wasY + 1 + i / INNER + shiftY);
                x += (now[at + 1] - now[at - 1]) / 2.0 * off;
                y += (now[at + this.width] - now[at - this.width]) / 2.0 * off;
            }
            shiftX = Math.clamp(shiftX + (yy * x - xy * y) / determinant, -1, 1);
            shiftY = Math.clamp(shiftY + (xx * y - xy * x) / determinant, -1, 1);
        }
        return new double[] { wasX + shiftX, wasY + shiftY };
    }

    /** The last picture between its pixels. */
    private double before(double x, double y) {
        int left = Math.clamp((int) x, 0, this.width - 2);
        int top = Math.clamp((int) y, 0, this.height - 2);
        int at = top * this.width + left;
        double upper = this.last[at] + (x - left) * (this.last[at + 1] - this.last[at]);
        double lower = this.last[at + this.width]
                + (x - left) * (this.last[at + this.width + 1] - this.last[at + this.width]);
        return upper + (y - top) * (lower - upper);
    }

    private long cost(int[] now, int left, int top, int x, int y) {
        long sum = 0;
        for (int row = 0; row < BLOCK; row++) {
            int a = (top + row) * this.width + left;
            int b = (y + row) * this.width + x;
            for (int i = 0; i < BLOCK; i++) {
                sum += Math.abs(now[a + i] - this.last[b + i]);
            }
        }
        return sum;
    }

    /** What the picture moved to the right since the frame before, in picture widths. */
    double right(int frame) {
        return this.right.get(frame);
    }

    /** What it moved down, in picture heights. */
    double down(int frame) {
        return this.down.get(frame);
    }

    /** By how much it grew: 0.01 for one per cent. */
    double growth(int frame) {
        return this.growth.get(frame);
    }

    /**
     * What of the motion around this frame nobody can make with a camera that only turns
     * and zooms, 0..1.
     */
    double parallax(int frame) {
        return this.depth.get(frame);
    }

    /** Share of the blocks that moved with the camera, 0..1; 0 if nobody knows. */
    double agreement(int frame) {
        return this.agreement.get(frame);
    }

}
