package dev.rushes.models;

import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * What a high-pass filter leaves of a picture, block by block, in luma and in the
 * differences of R, G and B from it. The filter is a second difference across and down,
 * which is blind to gradients and straight edges and gives white noise its own variance.
 */
final class HighPassBlocks {

    /**
     * Up to here it is black (letterbox bars are not perfectly so), and from its
     * complement on white: there noise is clipped or was never let through.
     */
    private static final double BLACK = 4.0 / 255;

    /** Part of a block's values that may be black or white. */
    private static final double CLIPPED = 0.05;

    /** The second difference in both directions multiplies a standard deviation by 6. */
    private static final double GAIN = 36;

    private final int pixels;

    /** Blocks that say something. */
    private final Block[] blocks;

    private final int constant;

    /**
     * A block of pixels.
     *
     * @param light its mean luma
     * @param luma, chroma mean squares of the filter's output; chroma's of the
     * differences from luma, weighed as luma weighs R, G and B
     * @param clipped part of its values that are black or white
     */
    record Block(double light, double luma, double chroma, double clipped) {

    }

    private HighPassBlocks(int pixels, Block[] blocks, int constant) {
        this.pixels = pixels;
        this.blocks = blocks;
        this.constant = constant;
    }

    /**
     * Filters a picture.
     * @param rows its pixels
     * @param side of a block in pixels
     */
    static HighPassBlocks of(Rows rows, int side) {
        int across = Math.max(0, (rows.width() - 2) / side);
        int down = Math.max(0, (rows.height() - 2) / side);
        Block[] blocks = new Block[across * down];
        float[][][] ring = new float[3][3][rows.width()];
        for (int row = 0; row < down && across > 0; row++) {
            Sums[] sums = new Sums[across];
            Arrays.setAll(sums, (_) -> new Sums());
            for (int y = (row == 0) ? 0 : row * side + 2; y < (row + 1) * side + 2; y++) {
                // three rows take turns, the oldest is overwritten by the newest
                rows.reader().accept(y, ring[y % 3]);
                if (y >= 2) {
                    for (int b = 0; b < across; b++) {
                        sums[b].add(ring[(y + 1) % 3], ring[(y + 2) % 3], ring[y % 3], b * side + 1, side);
                    }
                }
            }
            for (int b = 0; b < across; b++) {
                blocks[row * across + b] = sums[b].over(side * side);
            }
        }
        return select(blocks, side * side);
    }

    /**
     * A picture's pixels, row by row.
     *
     * @param reader reads R, G and B of a row
     */
    record Rows(int width, int height, BiConsumer<Integer, float[][]> reader) {

    }

    /** What is summed up over a block. */
    private static final class Sums {

        private double light;

        private double luma;

        private double all;

        private double ends;

        void add(float[][] above, float[][] row, float[][] below, int from, int side) {
            for (int x = from; x < from + side; x++) {
                double red = response(above[0], row[0], below[0], x);
                double green = response(above[1], row[1], below[1], x);
                double blue = response(above[2], row[2], below[2], x);
                double response = LumaWeights.BT709.of(red, green, blue);
                this.luma += response * response;
                // the weighted mean of the three is luma, so this is luma's and the rest
                this.all += LumaWeights.BT709.of(red * red, green * green, blue * blue);
                this.light += LumaWeights.BT709.of(row[0][x], row[1][x], row[2][x]);
                this.ends += LumaWeights.BT709.of(end(row[0][x]), end(row[1][x]), end(row[2][x]));
            }
        }

        private static double response(float[] above, float[] row, float[] below, int x) {
            double left = above[x - 1] - 2.0 * row[x - 1] + below[x - 1];
            double here = above[x] - 2.0 * row[x] + below[x];
            double right = above[x + 1] - 2.0 * row[x + 1] + below[x + 1];
            return left - 2 * here + right;
        }

        private static int end(float value) {
            return (value <= BLACK || value >= 1 - BLACK) ? 1 : 0;
        }

        Block over(double pixels) {
            double chroma = Math.max(0, this.all - this.luma);
            return new Block(this.light / pixels, this.luma / (GAIN * pixels), chroma / (GAIN * pixels),
                    this.ends / pixels);
        }

    }

    private static HighPassBlocks select(Block[] all, int pixels) {
        Block[] telling = Arrays.stream(all)
            .filter((block) -> Math.min(block.light(), 1 - block.light()) > BLACK)
            .toArray(Block[]::new);
        Block[] varied = Arrays.stream(telling)
            .filter((block) -> block.luma() + block.chroma() > 0)
            .toArray(Block[]::new);
        // in very noisy pictures every block clips somewhere: take those that do least
        double[] clipped = Arrays.stream(varied).mapToDouble(Block::clipped).sorted().toArray();
        double limit = Math.max(CLIPPED, (clipped.length > 0) ? clipped[(clipped.length - 1) / 5] : 0);
        Block[] chosen = Arrays.stream(varied).filter((block) -> block.clipped() <= limit).toArray(Block[]::new);
        return new HighPassBlocks(pixels, chosen, telling.length - varied.length);
    }

    /** Those of a step of light. */
    HighPassBlocks at(int step, int steps) {
        Block[] some = Arrays.stream(this.blocks)
            .filter((block) -> Math.clamp((int) (block.light() * steps), 0, steps - 1) == step)
            .toArray(Block[]::new);
        return new HighPassBlocks(this.pixels, some, 0);
    }

    /** How many blocks say something. */
    int count() {
        return this.blocks.length;
    }

    /** The noise of luma in them, as a variance. */
    FlatTail luma() {
        return FlatTail.of(Arrays.stream(this.blocks).mapToDouble(Block::luma).toArray(), this.pixels);
    }

    /** The same of the differences from luma. */
    FlatTail chroma() {
        return FlatTail.of(Arrays.stream(this.blocks).mapToDouble(Block::chroma).toArray(), this.pixels);
    }

    /**
     * Whether most of the picture is perfectly constant, as in graphics and titles: what
     * is left is edges, and no camera was there to make noise.
     */
    boolean isArtificial() {
        return this.constant > this.blocks.length;
    }

}
