package dev.rushes.server.uploads;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.rushes.server.http.Exchange;
import io.vertx.core.buffer.Buffer;

/**
 * A request's body for a thread that may block. The event loop puts in what arrives and
 * stops reading from the network while half a mebibyte waits.
 */
final class Body {

    private static final int FULL = 512 << 10;

    private static final int LOW = 128 << 10;

    /** What has to come while the patience lasts, or it is a trickle. */
    private static final int LEAST = 16 << 10;

    private static final Buffer END = Buffer.buffer();

    private final Exchange exchange;

    private final Duration patience;

    /**
     * Bounded by the pause; what is in flight when it begins still has to go somewhere.
     */
    private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();

    private final AtomicInteger waiting = new AtomicInteger();

    private Cut cut;

    /** Nanoseconds that were spent waiting, and bytes that came meanwhile. */
    private long waited;

    private long came;

    /**
     * Takes hold of a paused request. To be called on its event loop.
     * @param patience with a client that sends nothing
     */
    Body(Exchange exchange, Duration patience) {
        this.exchange = exchange;
        this.patience = patience;
        exchange.request()
            .handler(this::arrived)
            .endHandler((_) -> this.arrived.add(END))
            .exceptionHandler((_) -> cut("the connection broke"));
        if (exchange.response().closed()) {
            // before anybody listened
            cut("the connection broke");
        }
    }

    private void arrived(Buffer chunk) {
        this.arrived.add(chunk);
        if (this.waiting.addAndGet(chunk.length()) >= FULL) {
            this.exchange.request().pause();
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
        if (this.cut != null) {
            throw this.cut;
        }
        Object next = await();
        if (next instanceof Cut why) {
            this.cut = why;
            throw why;
        }
        Buffer chunk = (Buffer) next;
        if (chunk == END) {
            return null;
        }
        measure(chunk.length());
        int before = this.waiting.getAndAdd(-chunk.length());
        if (before >= LOW && before - chunk.length() < LOW) {
            this.exchange.context().runOnContext((_) -> resume());
        }
        return chunk;
    }

    /**
     * A byte now and then would hold a thread for days; whoever is that slow is cut, and
     * may go on with what is stored. Only waiting counts: a slow disk is not the
     * client's.
     */
    private void measure(int length) throws Cut {
        this.came += length;
        boolean enough = this.came >= LEAST;
        if (!enough && this.waited < this.patience.toNanos()) {
            return;
        }
        this.waited = 0;
        this.came = 0;
        if (!enough) {
            this.cut = new Cut(
                    "fewer than %d bytes arrived within %d seconds".formatted(LEAST, this.patience.toSeconds()));
            throw this.cut;
        }
    }

    private Object await() throws Cut {
        long start = System.nanoTime();
        try {
            Object next = this.arrived.poll(this.patience.toMillis(), TimeUnit.MILLISECONDS);
            this.waited += System.nanoTime() - start;
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
