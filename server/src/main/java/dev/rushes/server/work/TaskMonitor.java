package dev.rushes.server.work;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import dev.rushes.models.Problem;
import dev.rushes.server.jobs.Attempt;
import dev.rushes.server.jobs.Attempts;
import dev.rushes.workers.Monitor;

/**
 * Hears of one attempt from the threads that work, and tells the tables once a second
 * from a thread of its own; there it learns, too, whether the attempt is still valid.
 */
final class TaskMonitor implements Monitor {

    private static final Logger LOG = System.getLogger(TaskMonitor.class.getName());

    /** Seconds over which frames a second are averaged. */
    private static final int WINDOW = 5;

    private final Attempts attempts;

    private final Attempt attempt;

    private final BooleanSupplier leaving;

    private final LongSupplier nanos;

    private final AtomicLong frames = new AtomicLong();

    private final Deque<Sample> samples = new ArrayDeque<>();

    private volatile String phase;

    private volatile long discarded;

    private volatile boolean unheard;

    private volatile boolean stopped;

    /**
     * One attempt's.
     * @param leaving whether the worker has to go
     */
    TaskMonitor(Attempts attempts, Attempt attempt, BooleanSupplier leaving, LongSupplier nanos) {
        this.attempts = attempts;
        this.attempt = attempt;
        this.leaving = leaving;
        this.nanos = nanos;
        this.samples.add(new Sample(nanos.getAsLong(), 0));
    }

    @Override
    public void phase(String what) {
        this.phase = what;
    }

    @Override
    public void frames(long more) {
        this.frames.addAndGet(more);
    }

    @Override
    public void discarded(long bytes) {
        this.discarded = bytes;
    }

    /** Bytes that the attempt had written of what is not whole, 0 as long as it works. */
    long discarded() {
        return this.discarded;
    }

    /** Frames that it has made. */
    long made() {
        return this.frames.get();
    }

    @Override
    public void warn(String sentence) {
        LOG.log(Level.INFO, "{0}: {1}", this.attempt.task(), sentence);
    }

    @Override
    public boolean cancelled() {
        return this.stopped || this.leaving.getAsBoolean();
    }

    /** Whether the attempt is void. */
    boolean stopped() {
        return this.stopped;
    }

    /** Tells the tables; once a second. */
    synchronized void tell() {
        long done = this.frames.get();
        try {
            if (!this.attempts.progress(this.attempt, done, fps(done), this.phase)) {
                this.stopped = true;
            }
            this.unheard = false;
        }
        catch (RuntimeException | Error trouble) {
            // the work goes on: what it makes is published once the database is back; and
            // the ticker would drop for good what throws anything
            if (!this.unheard) {
                LOG.log(Level.WARNING, "{0}: progress is not heard: {1}", this.attempt.task(),
                        trouble instanceof Problem ? trouble.getMessage() : trouble);
            }
            this.unheard = true;
        }
    }

    private double fps(long done) {
        Sample now = new Sample(this.nanos.getAsLong(), done);
        this.samples.addLast(now);
        if (this.samples.size() > WINDOW) {
            this.samples.removeFirst();
        }
        Sample then = this.samples.getFirst();
        double seconds = (now.nanos() - then.nanos()) / 1e9;
        return (seconds > 0) ? (now.frames() - then.frames()) / seconds : 0;
    }

    private record Sample(long nanos, long frames) {

    }

}
