package dev.rushes.models;

/**
 * How large tiles are and what a restore of one takes. The figures were measured with
 * ONNX Runtime 1.29 on stacks of 3x3 convolutions, its memory arena on (off is slower and
 * takes more).
 */
final class WorkingMemory {

    /** Feature maps that the arena holds at one time, with its rounding up. */
    private static final long LIVE_MAPS = 4;

    /** Sets of output planes: ours, and those on either side of the last steps. */
    private static final long LIVE_OUTPUTS = 4;

    private WorkingMemory() {
    }

    /**
     * The default upper bound of a tile's area in input pixels. On a processor larger
     * tiles are no faster; a graphics card wants whole frames.
     */
    static long tilePixels(Device device) {
        return switch (device) {
            case CPU -> 256 * 256;
            case CUDA -> 1920 * 1088;
        };
    }

    /** An estimate of a restore's memory in bytes besides the two pictures. */
    static long bytes(ModelCard card, int width, int height, long tilePixels) {
        Tiles tiles = Tiles.cut(width, height, card.halo(), card.multiple(), tilePixels);
        long planes = 3 + 1 + LIVE_OUTPUTS * 3 * card.scale() * card.scale();
        double maps = LIVE_MAPS * features(card) / ((double) card.multiple() * card.multiple());
        return (long) ((planes + maps) * tiles.width() * tiles.height() * Float.BYTES);
    }

    /**
     * Width of a stack of 3x3 convolutions with so many parameters: its depth follows
     * from the halo, as each step sees one pixel farther, at the resolution that the
     * network works at.
     */
    private static double features(ModelCard card) {
        int steps = Math.max(2, card.halo() / card.multiple());
        return Math.sqrt(card.parameters() / (9.0 * (steps - 1)));
    }

}
