package dev.rushes.models;

/**
 * How large tiles are and what a restore of one takes. The figures were measured with
 * ONNX Runtime 1.29 on stacks of 3x3 convolutions with 16 to 64 features, full and half
 * resolution; the estimate came out 3 to 30 % above what was taken.
 */
final class WorkingMemory {

    /** Feature maps that live at one time, with the arena's rounding up. */
    private static final double LIVE_MAPS = 2.2;

    /**
     * Planes of the picture and of sigma: ours, and the network's own rearranged ones.
     */
    private static final int LIVE_INPUTS = 7;

    /** Sets of output planes: ours, and those on either side of the last steps. */
    private static final double LIVE_OUTPUTS = 3.4;

    /**
     * Tiles so many times as wide as the halo waste about a third of the arithmetic on
     * it.
     */
    private static final int HALOS = 14;

    private static final int USUAL_SIDE = 512;

    /** Planes of a picture in another form, and of its luma. */
    private static final int CONVERTED = 4;

    /** Weights live twice, as they came and as arranged for the processor. */
    private static final int WEIGHT_COPIES = 2;

    private WorkingMemory() {
    }

    /**
     * The default upper bound of a tile's area in input pixels. On a processor larger
     * tiles are no faster, unless the network sees far; a graphics card wants whole
     * frames.
     */
    static long tilePixels(ModelCard card, Device device) {
        long side = Math.max(USUAL_SIDE, HALOS * card.halo());
        return switch (device) {
            case CPU -> Math.min(side * side, 1920 * 1088);
            case CUDA, CUDA_HALF, TENSORRT -> 1920 * 1088;
        };
    }

    /** An estimate of a restore's memory in bytes besides the two pictures. */
    static long bytes(ModelCard card, int width, int height, long tilePixels) {
        Tiles tiles = Tiles.cut(card, width, height, tilePixels);
        // the frames around
        double planes = 3.0 * (card.window() - 1);
        planes += LIVE_INPUTS + 3 * LIVE_OUTPUTS * card.scale() * card.scale();
        if (!new Feeding(card).isPlain()) {
            // the picture, its luma and their results once more, in the network's form
            planes += CONVERTED * (1 + card.scale() * card.scale());
        }
        double maps = (card.livePlanes() != null) ? card.livePlanes()
                : LIVE_MAPS * features(card) / (card.multiple() * card.multiple());
        double floats = (planes + maps) * tiles.width() * tiles.height();
        return (long) ((floats + WEIGHT_COPIES * card.parameters()) * Float.BYTES);
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
