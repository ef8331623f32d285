package dev.rushes.server.uploads;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.rushes.server.http.Exchange;
import io.vertx.core.buffer.Buffer;

/**
 * A request's body for a thread that may block. The event loop puts in what arrives, all
 * of one look at the network at once, and stops reading from it while too much waits.
 */
final class Body {

    private static final Object END = new Object();

    private final Exchange exchange;

    private final Duration patience;

    private final Backlog backlog;

    /**
     * Lists of buffers, or what ended them. Bounded by the pause; what is in flight when
     * it begins still has to go somewhere.
     */
    private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();

    private final AtomicInteger waiting = new AtomicInteger();

    private final AtomicBoolean paused = new AtomicBoolean();

    /** Of the event loop as the next, until its look at the network is over. */
    private List<Buffer> batch = new ArrayList<>();

    private boolean closed;

    /** Of the thread that takes. */
    private final Deque<Buffer> taken = new ArrayDeque<>();

    private Cut cut;

    /**
     * Takes hold of a paused request. To be called on its event loop.
     * @param patience with a client that sends nothing
     * @param backlog of all bodies
     */
    Body(Exchange exchange, Duration patience, Backlog backlog) {
        this.exchange = exchange;
        this.patience = patience;
        this.backlog = backlog;
        exchange.request().handler(this::arrived).endHandler((_) -> {
            hand();
            this.arrived.add(END);
        }).exceptionHandler((_) -> {
            hand();
            cut("the connection broke");
        });
        if (exchange.response().closed()) {
            // before anybody listened
            cut("the connection broke");
        }
    }

    private void arrived(Buffer chunk) {
        if (this.closed) {
            return;
        }
        if (this.batch.isEmpty()) {
            // runs after everything that the network has for now
            this.exchange.context().runOnContext((_) -> hand());
        }
        this.batch.add(chunk);
        this.backlog.add(chunk.length());
        if (this.backlog.full(this.waiting.addAndGet(chunk.length()))) {
            this.paused.set(true);
            this.exchange.request().pause();
        }
    }

    private void hand() {
        if (!this.batch.isEmpty()) {
            this.arrived.add(this.batch);
            this.batch = new ArrayList<>();
        }
    }

    /** Lets the client send. */
    void start() {
        this.exchange.context().runOnContext((_) -> {
            this.exchange.proceed();
            resume();
        });
    }

    private void resume() {
        if (!this.exchange.request().isEnded()) {
            this.exchange.request().resume();
        }
    }

    /** Ends it from another thread; what has arrived before is still given out. */
    void cut(String why) {
        this.arrived.add(new Cut(why));
    }

    /**
     * Waits for the next bytes.
     * @return null at the end
     */
    Buffer take() throws Cut {
        if (this.taken.isEmpty()) {
            if (this.cut != null) {
                throw this.cut;
            }
            switch (await()) {
                case Cut why -> {
                    this.cut = why;
                    throw why;
                }
                case List<?> chunks -> chunks.forEach((chunk) -> this.taken.add((Buffer) chunk));
                default -> {
                    return null;
                }
            }
        }
        Buffer chunk = this.taken.remove();
        this.backlog.add(-chunk.length());
        int left = this.waiting.addAndGet(-chunk.length());
        if (this.paused.get() && this.backlog.low(left) && this.paused.compareAndSet(true, false)) {
            this.exchange.context().runOnContext((_) -> resume());
        }
        return chunk;
    }

    /** Nobody takes any more: what waits is let go, and what still comes. */
    void close() {
        this.exchange.context().runOnContext((_) -> {
            this.closed = true;
            this.backlog.add(-this.waiting.getAndSet(0));
            this.batch.clear();
            this.arrived.clear();
        });
    }

    private Object await() throws Cut {
        try {
            Object next = this.arrived.poll(this.patience.toMillis(), TimeUnit.MILLISECONDS);
            if (next != null) {
                return next;
            }
            throw new Cut("nothing arrived for %d seconds".formatted(this.patience.toSeconds()));
        }
        catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Cut("the server stops");
        }
    }

}
