package dev.rushes.server.database;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.rushes.models.Problem;

/**
 * Looks at a table again and again, for other processes write to it too; who knows that
 * there is something new hastens the next look. A trouble that lasts is logged once.
 */
public final class Poller implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Poller.class.getName());

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);

    private final Runnable turn;

    private final String trouble;

    private final Duration pause;

    private final Semaphore wake = new Semaphore(0);

    private final Thread thread;

    private volatile boolean closed;

    /**
     * One that does not look before it is started.
     * @param name of its thread
     * @param trouble what the log says if a look fails, such as "events cannot be read"
     * @param pause between two looks, at most
     * @param turn one look
     */
    public Poller(String name, String trouble, Duration pause, Runnable turn) {
        this.trouble = trouble;
        this.pause = pause;
        this.turn = turn;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    public void start() {
        this.thread.start();
    }

    /** Looks at once, or once more after the look that is under way. */
    public void wake() {
        this.wake.release();
    }

    private void run() {
        boolean troubled = false;
        while (!this.closed) {
            try {
                this.turn.run();
                troubled = false;
            }
            catch (RuntimeException | Error failure) {
                if (!troubled) {
                    LOG.log(Level.WARNING, "{0}: {1}", this.trouble,
                            failure instanceof Problem ? failure.getMessage() : failure);
                }
                troubled = true;
            }
            try {
                if (this.wake.tryAcquire(this.pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    this.wake.drainPermits();
                }
            }
            catch (InterruptedException stop) {
                return;
            }
        }
    }

    /** Waits for the look that is under way, 30 s at most. */
    @Override
    public void close() {
        this.closed = true;
        // an interrupt would tear a database's connection
        this.wake.release();
        try {
            if (this.thread.isAlive()) {
                this.thread.join(CLOSE_PATIENCE);
            }
        }
        catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

}
