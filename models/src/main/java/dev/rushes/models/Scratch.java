package dev.rushes.models;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** What one running restore needs beside its pictures; made when first asked for. */
final class Scratch implements AutoCloseable {

    private final Arena arena = Arena.ofShared();

    private final int width;

    private final int height;

    private final int scale;

    private final int window;

    private MemorySegment input;

    private MemorySegment output;

    private MemorySegment sigma;

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
        if (this.input == null) {
            this.input = allocate(3L * this.window);
        }
        return this.input;
    }

    /** Three planes of a tile's result. */
    MemorySegment output() {
        if (this.output == null) {
            this.output = allocate(3L * this.scale * this.scale);
        }
        return this.output;
    }

    /** One plane of a tile that is {@code value} everywhere. */
    MemorySegment sigma(float value) {
        if (this.sigma == null || this.filled != value) {
            this.sigma = (this.sigma != null) ? this.sigma : allocate(1);
            Alpha.fill(this.sigma, value);
            this.filled = value;
        }
        return this.sigma;
    }

    @Override
    public void close() {
        this.arena.close();
    }

    private MemorySegment allocate(long planes) {
        return NativeMemory.allocate(planes * this.width * this.height * Float.BYTES, this.arena);
    }

}
