package dev.rushes.server.uploads;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Goes over an upload's bytes behind whoever writes them: a digest takes as long as the
 * writing, and beside it nobody waits for it. It may fall behind as far as it likes; only
 * the last few blocks are kept for it, what it has missed lies in the file.
 */
final class Follower implements AutoCloseable {

    /**
     * Bytes that are kept, of each upload; less would be read from the file too often.
     */
    private static final int FRESH = 512 << 10;

    /** Less is not worth a thread and is read at the end. */
    private static final long WORTH = 1 << 20;

    private final PartFile file;

    private final Consumer<ByteBuffer> reader;

    private final long start;

    private long position;

    private long written;

    /** What was written last and is kept, in its order, and how many bytes that is. */
    private final Deque<Fresh> fresh = new ArrayDeque<>();

    private int kept;

    /** Where to end, negative while that is not known. */
    private long goal = -1;

    private FutureTask<Void> thread;

    /**
     * Follows from a position on.
     * @param reader takes all bytes from there in their order, on a thread of its own; it
     * may not keep them
     */
    Follower(PartFile file, long from, Consumer<ByteBuffer> reader) {
        this.file = file;
        this.start = from;
        this.position = from;
        this.reader = reader;
    }

    /**
     * A block was written, up to a position of the file.
     * @param block not to be changed any more
     */
    synchronized void written(ByteBuffer block, long end) {
        this.written = end;
        if (this.kept + block.remaining() <= FRESH) {
            this.fresh.add(new Fresh(end - block.remaining(), block));
            this.kept += block.remaining();
        }
        if (this.thread == null && end - this.position >= WORTH) {
            begin();
        }
        notifyAll();
    }

    private void begin() {
        FutureTask<Void> task = new FutureTask<>(this::follow);
        try {
            Thread.ofPlatform().daemon().name("upload-digest").start(task);
            this.thread = task;
        }
        catch (OutOfMemoryError noThread) {
            // the next block tries again, and the end needs none
        }
    }

    private Void follow() throws IOException {
        ByteBuffer own = null;
        for (int length = next(); length > 0; length = next()) {
            ByteBuffer block = kept(length);
            if (block == null) {
                own = (own != null) ? own : ByteBuffer.allocate(PartFile.BLOCK);
                this.file.read(own.clear().limit(length), this.position);
                block = own.flip();
            }
            this.reader.accept(block);
            this.position += length;
        }
        return null;
    }

    /** The kept block that comes next and has so many bytes, or null. */
    private synchronized ByteBuffer kept(int length) {
        Fresh first = this.fresh.peek();
        if (first == null || first.from != this.position || first.block.remaining() != length) {
            return null;
        }
        drop();
        return first.block.duplicate();
    }

    private void drop() {
        this.kept -= this.fresh.remove().block.remaining();
    }

    /**
     * How many bytes are next, once there are some: all of a kept block, or what lies
     * before it in the file; 0 at the end.
     */
    private synchronized int next() throws IOException {
        try {
            while (this.goal < 0 && this.position >= this.written) {
                wait();
            }
        }
        catch (InterruptedException stopped) {
            throw new InterruptedIOException("the server stops");
        }
        long end = (this.goal < 0) ? this.written : this.goal;
        while (!this.fresh.isEmpty() && this.fresh.peek().from < this.position) {
            drop();
        }
        Fresh first = this.fresh.peek();
        if (first != null && first.from == this.position && first.from + first.block.remaining() <= end) {
            return first.block.remaining();
        }
        long before = (first != null && first.from > this.position) ? Math.min(end, first.from) : end;
        return Math.clamp(before - this.position, 0, PartFile.BLOCK);
    }

    /**
     * Waits until it has read up to a position, then ends it.
     * @throws IOException if the file could not be read
     */
    void finish(long until) throws IOException {
        FutureTask<Void> running;
        synchronized (this) {
            this.goal = until;
            if (this.thread == null && until - this.position >= WORTH) {
                begin();
            }
            running = this.thread;
            notifyAll();
        }
        if (running == null) {
            follow();
            return;
        }
        try {
            running.get();
        }
        catch (ExecutionException failed) {
            throw new IOException(failed.getCause().getMessage(), failed.getCause());
        }
        catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server stops");
        }
    }

    /** Ends it where it is; nothing reads the file any more. */
    @Override
    public void close() throws IOException {
        finish(this.start);
    }

    /** A block and where in the file it lies. */
    private record Fresh(long from, ByteBuffer block) {

    }

}
