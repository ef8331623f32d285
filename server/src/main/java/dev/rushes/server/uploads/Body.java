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

import dev.rushes.server.http.Chunks;
import dev.rushes.server.http.DirectBody;
import dev.rushes.server.http.Exchange;
import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.internal.buffer.BufferInternal;

/**
 * A request's body for a thread that may block. The event loop puts in what arrives, all
 * of one look at the network at once, and stops reading from it while too much waits.
 */
final class Body {

    /** What has to come while the patience lasts, or it is a trickle. */
    private static final int LEAST = 16 << 10;

    private static final Object END = new Object();

    private final Exchange exchange;

    private final Duration patience;

    private final Backlog backlog;

    private final DirectBody direct;

    /**
     * Lists of buffers, or what ended them. Bounded by the pause; what is in flight when
     * it begins still has to go somewhere.
     */
    private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();

    private final AtomicInteger waiting = new AtomicInteger();

    private final AtomicBoolean paused = new AtomicBoolean();

    /** Of the event loop as the next, until its look at the network is over. */
    private List<ByteBuf> batch = new ArrayList<>();

    private boolean closed;

    /** Of the thread that takes. */
    private final Deque<ByteBuf> taken = new ArrayDeque<>();

    private Cut cut;

    /** Nanoseconds that were spent waiting, and bytes that came meanwhile. */
    private long waited;

    private long came;

    /**
     * Takes hold of a paused request. To be called on its event loop.
     * @param patience with a client that sends nothing
     * @param backlog of all bodies
     */
    Body(Exchange exchange, Duration patience, Backlog backlog) {
        this.exchange = exchange;
        this.patience = patience;
        this.backlog = backlog;
        this.direct = DirectBody.of(exchange.request());
        exchange.request().handler((chunk) -> arrived(((BufferInternal) chunk).getByteBuf())).endHandler((_) -> {
            hand();
            this.arrived
                .add(Chunks.broken(exchange.request()) ? new Cut("a chunk cannot be read", Chunks.problem()) : END);
        }).exceptionHandler((_) -> {
            hand();
            cut(new Cut("the connection broke"));
        });
        if (exchange.response().closed()) {
            // before anybody listened
            cut(new Cut("the connection broke"));
        }
    }

    private void arrived(ByteBuf chunk) {
        if (this.closed || !chunk.isReadable()) {
            chunk.release();
            return;
        }
        if (this.batch.isEmpty()) {
            // runs after everything that the network has for now
            this.exchange.context().runOnContext((_) -> hand());
        }
        this.batch.add(chunk);
        this.backlog.add(chunk.readableBytes());
        if (this.backlog.full(this.waiting.addAndGet(chunk.readableBytes()))) {
            this.paused.set(true);
            this.direct.pause();
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
            this.exchange.request().resume();
            // runs after what has come so far is given out
            this.exchange.context().runOnContext((_) -> direct());
        });
    }

    private void direct() {
        if (!this.closed && !this.exchange.request().isEnded()) {
            this.direct.to(this::arrived);
        }
    }

    /** Ends it from another thread; what has arrived before is still given out. */
    void cut(Cut why) {
        this.arrived.add(why);
    }

    /**
     * Waits for the next bytes, which whoever takes them releases.
     * @return null at the end
     */
    ByteBuf take() throws Cut {
        if (this.taken.isEmpty()) {
            if (this.cut != null) {
                throw this.cut;
            }
            switch (await()) {
                case Cut why -> {
                    this.cut = why;
                    throw why;
                }
                case List<?> chunks -> chunks.forEach((chunk) -> this.taken.add((ByteBuf) chunk));
                default -> {
                    return null;
                }
            }
        }
        ByteBuf chunk = this.taken.remove();
        this.backlog.remove(chunk.readableBytes());
        int left = this.waiting.addAndGet(-chunk.readableBytes());
        if (this.paused.get() && this.backlog.low(left) && this.paused.compareAndSet(true, false)) {
            this.exchange.context().runOnContext((_) -> this.direct.resume());
        }
        measure(chunk.readableBytes());
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

    /** Nobody takes any more: what waits is let go, and what still comes. */
    void close() {
        this.taken.forEach(ByteBuf::release);
        this.taken.clear();
        this.exchange.context().runOnContext((_) -> {
            this.closed = true;
            this.direct.stop();
            this.backlog.remove(this.waiting.getAndSet(0));
            hand();
            for (Object left = this.arrived.poll(); left != null; left = this.arrived.poll()) {
                if (left instanceof List<?> chunks) {
                    chunks.forEach(ReferenceCountUtil::release);
                }
            }
        });
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
