package dev.rushes.workers.media;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import dev.rushes.models.Problem;

/**
 * Runs a source ahead on a thread of its own, by a bounded number of frames: the only
 * boundary between threads in a pipeline. When closed, its thread is stopped and joined,
 * and what was ready is freed.
 */
public final class Prefetch implements FrameSource {

    private sealed interface Item {

        record Ready(Frame frame) implements Item {
        }

        record End() implements Item {
        }

        record Failed(Throwable cause) implements Item {
        }

    }

    private final FrameSource upstream;

    private final BlockingQueue<Item> queue;

    private final Thread thread;

    private boolean ended;

    /**
     * Starts at once.
     * @param upstream closed with this
     * @param ahead how many frames may wait, 1 or more
     */
    public Prefetch(FrameSource upstream, int ahead, String name) {
        this.upstream = upstream;
        this.queue = new ArrayBlockingQueue<>(ahead);
        this.thread = Thread.ofPlatform().name(name).daemon().start(this::work);
    }

    private void work() {
        Frame held = null;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                held = this.upstream.next();
                this.queue.put(held == null ? new Item.End() : new Item.Ready(held));
                if (held == null) {
                    return;
                }
                held = null;
            }
        }
        catch (InterruptedException ex) {
            if (held != null) {
                held.close();
            }
        }
        catch (Throwable ex) {
            fail(ex);
        }
    }

    private void fail(Throwable cause) {
        try {
            this.queue.put(new Item.Failed(cause));
        }
        catch (InterruptedException ex) {
            // closing: nobody wants to know any more
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Frame next() {
        if (this.ended) {
            return null;
        }
        try {
            return switch (this.queue.take()) {
                case Item.Ready(Frame frame) -> frame;
                case Item.End() -> {
                    this.ended = true;
                    yield null;
                }
                case Item.Failed(Throwable cause) -> {
                    this.ended = true;
                    throw rethrow(cause);
                }
            };
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw Problem.cancelled();
        }
    }

    private static RuntimeException rethrow(Throwable cause) {
        return switch (cause) {
            case Problem problem -> problem;
            case OutOfMemoryError memory -> new Problem(Problem.Kind.EXHAUSTED,
                    "out of memory; give a smaller --memory or more --segments", memory);
            default -> Problem.internal(cause, "the pipeline failed: %s", cause);
        };
    }

    @Override
    public void close() {
        this.thread.interrupt();
        boolean interrupted = false;
        while (this.thread.isAlive()) {
            free();
            try {
                this.thread.join(20);
            }
            catch (InterruptedException ex) {
                interrupted = true;
            }
        }
        free();
        this.upstream.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void free() {
        Item item;
        while ((item = this.queue.poll()) != null) {
            if (item instanceof Item.Ready(Frame frame)) {
                frame.close();
            }
        }
    }

}
