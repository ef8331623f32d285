package dev.rushes.server.uploads;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Reads an upload's file behind whoever writes it, while the pages are still in memory: a
 * digest takes as long as the writing, and beside it nobody waits for it. It may fall
 * behind as far as it likes, for what it has not read lies in the file.
 */
final class Follower implements AutoCloseable {

    private static final int BLOCK = 128 << 10;

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
     * @param reader takes all bytes from there in their order, each time at most 128 KiB,
     * on a thread of its own
     */
    Follower(PartFile file, long from, Consumer<ByteBuffer> reader) {
        this.file = file;
        this.start = from;
        this.position = from;
        this.reader = reader;
    }

    /** The file has so many bytes now. */
    synchronized void written(long bytes) {
        this.written = bytes;
        if (this.thread == null && bytes - this.position >= WORTH) {
            this.thread = new FutureTask<>(this::follow);
            Thread.ofPlatform().daemon().name("upload-digest").start(this.thread);
        }
        notifyAll();
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

    /** How many bytes to read, once there are some; 0 at the end. */
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
