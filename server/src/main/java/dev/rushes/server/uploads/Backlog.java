package dev.rushes.server.uploads;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much of all bodies has arrived and waits to be written. Where few come in, each may
 * have much, so that network and disk need not keep in step; where many come in, they
 * share what memory there is.
 */
final class Backlog {

    private static final int MOST_EACH = 4 << 20;

    private static final int LEAST_EACH = 256 << 10;

    /** Of all together, beyond the least of each. */
    private static final long TOGETHER = 24 << 20;

    private final AtomicLong bytes = new AtomicLong();

    private final LongAdder arrived = new LongAdder();

    /** Some have come in. */
    void add(int more) {
        this.arrived.add(more);
        this.bytes.addAndGet(more);
    }

    /** Some wait no longer. */
    void remove(int less) {
        this.bytes.addAndGet(-less);
    }

    /** Bytes of all time. */
    long arrived() {
        return this.arrived.sum();
    }

    /** Whether a body of which so many bytes wait should pause. */
    boolean full(int waiting) {
        return waiting >= MOST_EACH || (waiting >= LEAST_EACH && this.bytes.get() >= TOGETHER);
    }

    /** Whether a paused one of which so many bytes wait should go on. */
    boolean low(int waiting) {
        return waiting < LEAST_EACH || (waiting < MOST_EACH / 2 && this.bytes.get() < TOGETHER);
    }

}
