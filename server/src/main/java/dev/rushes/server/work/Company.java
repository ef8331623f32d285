package dev.rushes.server.work;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Which tasks share a process. A suspect one, which has taken a worker along before, is
 * done alone: should it do so again, no other is blamed. It waits for that only briefly,
 * for all that come after it wait meanwhile; each time in vain it may wait twice as long,
 * so that its turn comes however much there is to do.
 */
final class Company {

    private static final Duration FIRST = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

    private final Duration first;

    private volatile Duration patience;

    Company() {
        this(FIRST);
    }

    /** With another first patience. */
    Company(Duration first) {
        this.first = first;
        this.patience = first;
    }

    /**
     * Begins a task; whoever may, must {@link #leave}.
     * @return false if it is suspect and others have not ended soon enough
     */
    boolean join(boolean suspect) {
        if (!suspect) {
            this.lock.readLock().lock();
            return true;
        }
        try {
            boolean alone = this.lock.writeLock().tryLock(this.patience.toNanos(), TimeUnit.NANOSECONDS);
            Duration next = alone ? this.first : this.patience.multipliedBy(2);
            this.patience = (next.compareTo(LONGEST) < 0) ? next : LONGEST;
            return alone;
        }
        catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends it, on the thread that began it. */
    void leave(boolean suspect) {
        if (suspect) {
            this.lock.writeLock().unlock();
        }
        else {
            this.lock.readLock().unlock();
        }
    }

}
