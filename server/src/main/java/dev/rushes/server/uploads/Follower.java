package dev.rushes.server.uploads;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Goes over an upload's bytes behind whoever writes them: a digest takes as long as the
 * writing, and beside it nobody waits for it. It may fall behind as far as it likes, for
 * it reads the file: to keep the blocks for it was measured to be no faster, as it is
 * mostly too far behind for those.
 */
final class Follower implements AutoCloseable {

    /** What is read at once: it fits into a processor's nearest cache. */
    private static final int BLOCK = 32 << 10;

    /** Less is not worth a thread and is read at the end. */
    private static final long WORTH = 1 << 20;

    private final PartFile file;

    private final Consumer<ByteBuffer> reader;

    private final long start;

    private long position;

    private long written;

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

    /** The file was written up to a position. */
    synchronized void written(long end) {
        this.written = end;
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
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (int length = next(); length > 0; length = next()) {
            this.file.read(block.clear().limit(length), this.position);
            this.reader.accept(block.flip());
            this.position += length;
        }
        return null;
    }

    /** How many bytes are next, once there are some; 0 at the end. */
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
        return Math.clamp(end - this.position, 0, BLOCK);
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

}
