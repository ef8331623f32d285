package dev.rushes.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What is to be done again and again, apart from everything else. */
final class Housekeeping implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Housekeeping.class.getName());

    private final ScheduledExecutorService thread = Executors
        .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("housekeeping").daemon().factory());

    /** From now on every so many minutes; one that fails is tried again next time. */
    Housekeeping every(int minutes, String what, Runnable chore) {
        return every(Duration.ofMinutes(minutes), what, chore);
    }

    /** The same at other times. */
    Housekeeping every(Duration pause, String what, Runnable chore) {
        return schedule(pause, pause, what, chore);
    }

    /** The same, and the first time at once. */
    Housekeeping nowAndEvery(int minutes, String what, Runnable chore) {
        return schedule(Duration.ZERO, Duration.ofMinutes(minutes), what, chore);
    }

    private Housekeeping schedule(Duration first, Duration pause, String what, Runnable chore) {
        // its future would only tell what the log says already
        var _ = this.thread.scheduleWithFixedDelay(lasting(what, chore), first.toMillis(), pause.toMillis(),
                TimeUnit.MILLISECONDS);
        return this;
    }

    /** The executor drops for good what throws anything, so nothing gets that far. */
    static Runnable lasting(String what, Runnable chore) {
        return () -> {
            try {
                chore.run();
            }
            catch (RuntimeException | Error trouble) {
                LOG.log(Level.WARNING, "{0} failed: {1}", what, trouble);
            }
        };
    }

    @Override
    public void close() {
        this.thread.shutdown();
        try {
            this.thread.awaitTermination(30, TimeUnit.SECONDS);
        }
        catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

}
