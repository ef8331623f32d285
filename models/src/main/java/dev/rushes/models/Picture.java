package dev.rushes.models;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One frame as models see it, on loan from a {@link PicturePool}: 32-bit floats in native
 * byte order, nominally 0..1 of full range (below and above occur and mean something), in
 * three planes R, G, B one after the other without gaps, rows from the top, so that the
 * whole is a tensor of shape [1, 3, height, width]. Content is undefined until written.
 * <p>
 * Whoever receives a picture passes it on or closes it. It may be handed from thread to
 * thread, but has no lock of its own.
 */
public final class Picture implements AutoCloseable {

    private final PicturePool pool;

    private final int width;

    private final int height;

    private final PicturePool.Buffer colour;

    private final PicturePool.Buffer opacity;

    /** How many pictures show this content: one object for all of them. */
    private final AtomicInteger holders;

    private final AtomicBoolean closed = new AtomicBoolean();

    Picture(PicturePool pool, int width, int height, PicturePool.Buffer colour, PicturePool.Buffer opacity) {
        this(pool, width, height, colour, opacity, new AtomicInteger(1));
    }

    private Picture(PicturePool pool, int width, int height, PicturePool.Buffer colour, PicturePool.Buffer opacity,
            AtomicInteger holders) {
        this.pool = pool;
        this.width = width;
        this.height = height;
        this.colour = colour;
        this.opacity = opacity;
        this.holders = holders;
    }

    /** In pixels, 1 or more. */
    public int width() {
        return this.width;
    }

    /** In pixels, 1 or more. */
    public int height() {
        return this.height;
    }

    public boolean hasAlpha() {
        return this.opacity != null;
    }

    /**
     * All three planes: 3 * height * width * 4 bytes, 64-byte aligned; more than 2 GiB
     * for very large pictures.
     * @throws IllegalStateException after close
     */
    public MemorySegment tensor() {
        requireOpen();
        return this.colour.memory();
    }

    /**
     * One plane: height * width * 4 bytes.
     * @param channel 0 for red, 1 for green, 2 for blue
     * @throws IllegalStateException after close
     */
    public MemorySegment plane(int channel) {
        long bytes = planeBytes();
        return tensor().asSlice(channel * bytes, bytes);
    }

    /**
     * The opacity, 0 transparent to 1 opaque: height * width * 4 bytes, or null if the
     * picture has none. Whether colours are premultiplied is the owner's affair.
     * @throws IllegalStateException after close
     */
    public MemorySegment alpha() {
        requireOpen();
        return (this.opacity != null) ? this.opacity.memory() : null;
    }

    /**
     * Another picture of the same content, in the same memory, for somebody else to
     * close. The memory goes back to the pool with the last of them; from now on nobody
     * may write to it who does not know the others.
     * @throws IllegalStateException after close
     */
    public Picture share() {
        requireOpen();
        this.holders.incrementAndGet();
        this.pool.lent();
        return new Picture(this.pool, this.width, this.height, this.colour, this.opacity, this.holders);
    }

    /**
     * Whether one of the two is a {@link #share} of the other. True after close too, and
     * never true because memory was lent anew.
     * @param other may be null
     */
    public boolean isShareOf(Picture other) {
        return other != null && this.holders == other.holders;
    }

    /**
     * Whether another picture has exactly the same content, to the last bit.
     * @throws IllegalStateException after either's close
     */
    public boolean hasContentOf(Picture other) {
        return this.width == other.width && this.height == other.height && hasAlpha() == other.hasAlpha()
                && tensor().mismatch(other.tensor()) < 0 && (!hasAlpha() || alpha().mismatch(other.alpha()) < 0);
    }

    /**
     * Gives the memory back to the pool, unless others share it.
     * @throws IllegalStateException if it has been given back before
     */
    @Override
    public void close() {
        if (!this.closed.compareAndSet(false, true)) {
            throw new IllegalStateException(this + " was closed twice");
        }
        if (this.holders.decrementAndGet() == 0) {
            this.pool.takeBack(this.colour, this.opacity);
        }
        this.pool.returned();
    }

    @Override
    public String toString() {
        return "picture " + this.width + "x" + this.height + (hasAlpha() ? " with alpha" : "");
    }

    private long planeBytes() {
        return (long) this.width * this.height * Float.BYTES;
    }

    private void requireOpen() {
        if (this.closed.get()) {
            throw new IllegalStateException(this + " is used after close");
        }
    }

}
