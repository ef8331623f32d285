package dev.rushes.models;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;

/** What one running restore needs beside its pictures; made when first asked for. */
final class Scratch implements AutoCloseable {

    private final Arena arena = Arena.ofShared();

    private final int width;

    private final int height;

    private final int scale;

    private final int window;

    private final Map<Use, MemorySegment> lent = new EnumMap<>(Use.class);

    private float filled;

    /**
     * For tiles of this many input pixels and results scaled so.
     * @param window frames that one result is made of
     */
    Scratch(int width, int height, int scale, int window) {
        this.width = width;
        this.height = height;
        this.scale = scale;
        this.window = window;
    }

    int width() {
        return this.width;
    }

    int height() {
        return this.height;
    }

    /** Three planes of a tile of each frame. */
    MemorySegment input() {
        return planes(Use.INPUT, 3L * this.window);
    }

    /** Three planes of a tile's result. */
    MemorySegment output() {
        return planes(Use.OUTPUT, 3L * this.scale * this.scale);
    }

    /** One plane of a tile. */
    MemorySegment luma() {
        return planes(Use.LUMA, 1);
    }

    /** One plane of a tile's result. */
    MemorySegment newLuma() {
        return planes(Use.NEW_LUMA, (long) this.scale * this.scale);
    }

    /** One plane of a tile that is {@code value} everywhere. */
    MemorySegment sigma(float value) {
        boolean fresh = !this.lent.containsKey(Use.SIGMA_MAP);
        MemorySegment sigma = planes(Use.SIGMA_MAP, 1);
        if (fresh || this.filled != value) {
            Alpha.fill(sigma, value);
            this.filled = value;
        }
        return sigma;
    }

    /** One plane of a tile for a map of the noise, to be written. */
    MemorySegment sigmaMap() {
        this.filled = Float.NaN;
        return planes(Use.SIGMA_MAP, 1);
    }

    /**
     * Memory of undefined content.
     * @param bytes always the same for one use
     */
    MemorySegment lend(Use use, long bytes) {
        return this.lent.computeIfAbsent(use, (_) -> NativeMemory.allocate(bytes, this.arena));
    }

    @Override
    public void close() {
        this.arena.close();
    }

    private MemorySegment planes(Use use, long planes) {
        return lend(use, planes * this.width * this.height * Float.BYTES);
    }

    /** What a piece of memory is for. */
    enum Use {

        /** The tile and its result as planes of floats. */
        INPUT, OUTPUT, LUMA, NEW_LUMA, SIGMA_MAP,
        /** The same in the network's form. */
        FED, MADE, SIGMA, MEAN_SIGMA

    }

}
