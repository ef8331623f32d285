package dev.rushes.models;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Lends pictures and keeps the memory of returned ones for the next of equal size.
 * Thread-safe. Closing the pool frees what lies idle; pictures still out stay valid and
 * are freed when they come back.
 */
public final class PicturePool implements AutoCloseable {

    private static final long DEFAULT_IDLE_BYTES = 1L << 30;

    private final long maxIdleBytes;

    /** Returned buffers, the most recently used first. */
    private final Deque<Buffer> idle = new ArrayDeque<>();

    private long idleBytes;

    private long heldBytes;

    private long peakBytes;

    private int live;

    private boolean closed;

    /** A pool that keeps at most 1 GiB idle. */
    public PicturePool() {
        this(DEFAULT_IDLE_BYTES);
    }

    /**
     * A pool with a bound on what it hoards.
     * @param maxIdleBytes of returned pictures that are kept for reuse, 0 or more
     */
    public PicturePool(long maxIdleBytes) {
        this.maxIdleBytes = maxIdleBytes;
    }

    /**
     * Lends a picture of undefined content.
     * @param width in pixels, 1 or more
     * @param height in pixels, 1 or more
     * @param alpha whether it gets an opacity plane
     * @throws Problem EXHAUSTED if the machine has no memory for it
     */
    public Picture lease(int width, int height, boolean alpha) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture of " + width + "x" + height + " pixels");
        }
        long pixels = (long) width * height;
        if (pixels > Long.MAX_VALUE >> 5) {
            throw Problem.exhausted("a picture of %dx%d pixels fits no memory; use a smaller --upscale", width, height);
        }
        Buffer colour = take(3 * pixels * Float.BYTES);
        Buffer opacity = null;
        try {
            opacity = alpha ? take(pixels * Float.BYTES) : null;
        }
        finally {
            if (alpha && opacity == null) {
                giveBack(colour);
            }
        }
        lent();
        return new Picture(this, width, height, colour, opacity);
    }

    /** Pictures lent and not yet closed, each share of one by itself. */
    public synchronized int live() {
        return this.live;
    }

    /** The most bytes this pool has held at one time, lent and idle together. */
    public synchronized long peakBytes() {
        return this.peakBytes;
    }

    /** Frees what lies idle; nothing can be leased afterwards. */
    @Override
    public synchronized void close() {
        this.closed = true;
        makeRoom(0);
    }

    void takeBack(Buffer colour, Buffer opacity) {
        giveBack(colour);
        if (opacity != null) {
            giveBack(opacity);
        }
    }

    /** One more picture is out, whether or not it has memory of its own. */
    synchronized void lent() {
        this.live++;
    }

    synchronized void returned() {
        this.live--;
    }

    private Buffer take(long bytes) {
        synchronized (this) {
            if (this.closed) {
                throw new IllegalStateException("the picture pool is closed");
            }
            for (Iterator<Buffer> buffers = this.idle.iterator(); buffers.hasNext();) {
                Buffer buffer = buffers.next();
                if (buffer.bytes() == bytes) {
                    buffers.remove();
                    this.idleBytes -= bytes;
                    return buffer;
                }
            }
            this.heldBytes += bytes;
        }
        Buffer buffer = null;
        try {
            buffer = Buffer.allocate(bytes);
        }
        finally {
            synchronized (this) {
                if (buffer == null) {
                    this.heldBytes -= bytes;
                }
                else {
                    this.peakBytes = Math.max(this.peakBytes, this.heldBytes);
                }
            }
        }
        return buffer;
    }

    private synchronized void giveBack(Buffer buffer) {
        long room = this.closed ? 0 : this.maxIdleBytes;
        this.idle.addFirst(buffer);
        this.idleBytes += buffer.bytes();
        makeRoom(room);
    }

    /** Frees the longest unused buffers until no more than so many bytes lie idle. */
    private void makeRoom(long bytes) {
        while (this.idleBytes > bytes) {
            Buffer oldest = this.idle.removeLast();
            this.idleBytes -= oldest.bytes();
            this.heldBytes -= oldest.bytes();
            oldest.arena().close();
        }
    }

    /** One piece of native memory and the arena that ends with it. */
    record Buffer(Arena arena, MemorySegment memory) {

        static Buffer allocate(long bytes) {
            Arena arena = Arena.ofShared();
            MemorySegment memory = null;
            try {
                memory = NativeMemory.allocate(bytes, arena);
            }
            finally {
                if (memory == null) {
                    arena.close();
                }
            }
            return new Buffer(arena, memory);
        }

        long bytes() {
            return this.memory.byteSize();
        }

    }

}
