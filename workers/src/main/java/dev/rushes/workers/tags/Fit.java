package dev.rushes.workers.tags;

import java.util.Arrays;
import java.util.List;

/**
 * What most blocks of a picture did: moved, and grew and turned about its middle.
 *
 * @param x, y pixels to the right and down
 * @param growth 0.01 for one per cent
 * @param turn radians, clockwise
 * @param agreement share of the blocks that did, 0..1
 */
record Fit(double x, double y, double growth, double turn, double agreement) {

    static final Fit NONE = new Fit(0, 0, 0, 0, 0);

    private static final int ROUNDS = 8;

    /** Share of the blocks that may stand for the camera. */
    private static final double ENOUGH = 0.35;

    /** Pixels off which a block counts half. */
    private static final double OFF = 0.4;

    /**
     * A block and what it did.
     *
     * @param x, y its middle, from that of the picture
     * @param right, down pixels that it moved
     */
    record Block(double x, double y, double right, double down) {

    }

    /**
     * Of no blocks, none. A camera that stands still is believed first: what passes
     * before it may be larger than the rest.
     */
    static Fit of(List<Block> blocks) {
        if (blocks.isEmpty()) {
            return NONE;
        }
        Fit still = from(0, 0, blocks);
        if (still.agreement() >= ENOUGH) {
            return still;
        }
        Fit moved = from(median(blocks.stream().mapToDouble(Block::right).toArray()),
                median(blocks.stream().mapToDouble(Block::down).toArray()), blocks);
        return moved.agreement() > still.agreement() ? moved : still;
    }

    private static Fit from(double startX, double startY, List<Block> blocks) {
        Fit fit = new Fit(startX, startY, 0, 0, 0);
        for (int round = 0; round < ROUNDS; round++) {
            fit = fit.better(blocks);
        }
        Fit last = fit;
        long near = blocks.stream().filter((block) -> last.off(block) < OFF).count();
        return new Fit(fit.x, fit.y, fit.growth, fit.turn, (double) near / blocks.size());
    }

    /**
     * The least squares, where blocks weigh the less the farther off they are (Cauchy).
     */
    private Fit better(List<Block> blocks) {
        double weights = 0;
        double sumX = 0;
        double sumY = 0;
        double outward = 0;
        double around = 0;
        double spread = 1e-9;
        for (Block block : blocks) {
            double off = off(block) / OFF;
            double weight = 1 / (1 + off * off);
            double right = block.right() - this.x;
            double down = block.down() - this.y;
            weights += weight;
            sumX += weight * (block.right() - this.growth * block.x() + this.turn * block.y());
            sumY += weight * (block.down() - this.growth * block.y() - this.turn * block.x());
            outward += weight * (right * block.x() + down * block.y());
            around += weight * (down * block.x() - right * block.y());
            spread += weight * (block.x() * block.x() + block.y() * block.y());
        }
        return new Fit(sumX / weights, sumY / weights, outward / spread, around / spread, 0);
    }

    /** Pixels between what a block did and what it would have done with the rest. */
    double off(Block block) {
        return Math.hypot(block.right() - this.x - this.growth * block.x() + this.turn * block.y(),
                block.down() - this.y - this.growth * block.y() - this.turn * block.x());
    }

    static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

}
