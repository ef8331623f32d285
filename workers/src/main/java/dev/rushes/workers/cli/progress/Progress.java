package dev.rushes.workers.cli.progress;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import dev.rushes.workers.Monitor;

/** Hears the news of running work, counts, and lets a display tell it. */
public final class Progress implements Monitor, AutoCloseable {

    private static final long TICK_MILLIS = 200;

    private final Display display;

    private final BooleanSupplier cancelled;

    private final LongSupplier clock;

    private final ScheduledExecutorService ticker = Executors
        .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("progress").factory());

    private ScheduledFuture<?> ticking;

    private final Set<String> noted = new HashSet<>();

    private Tally tally = new Tally("", 0, 1, "", 0, 0, 0);

    private long begun;

    Progress(Display display, BooleanSupplier cancelled, LongSupplier clock) {
        this.display = display;
        this.cancelled = cancelled;
        this.clock = clock;
    }

    /**
     * Begins to show progress, several times a second, until closed.
     * @param cancelled the flag that running work reads
     */
    public static Progress start(Display display, BooleanSupplier cancelled) {
        Progress progress = new Progress(display, cancelled, System::nanoTime);
        progress.ticking = progress.ticker.scheduleAtFixedRate(progress::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return progress;
    }

    /**
     * Turns to the next clip.
     * @param index from 0
     * @param clips how many there are
     */
    public synchronized void clip(String name, int index, int clips) {
        this.noted.clear();
        this.begun = this.clock.getAsLong();
        this.tally = new Tally((clips > 1) ? (index + 1) + "/" + clips + " " + name : name, index, clips, "", 0, 0, 0);
    }

    @Override
    public synchronized void phase(String what) {
        count(what, this.tally.frames(), this.tally.expected());
    }

    @Override
    public synchronized void expect(long frames) {
        this.begun = this.clock.getAsLong();
        count(this.tally.phase(), 0, frames);
    }

    @Override
    public synchronized void frames(long more) {
        count(this.tally.phase(), this.tally.frames() + more, this.tally.expected());
    }

    @Override
    public synchronized void warn(String sentence) {
        if (this.noted.add(sentence)) {
            this.display.note(sentence);
        }
    }

    @Override
    public boolean cancelled() {
        return this.cancelled.getAsBoolean();
    }

    /**
     * The clip is finished.
     * @param frames that it has in all
     */
    public void done(long frames) {
        done(frames, 0);
    }

    /**
     * The clip is finished.
     * @param frames that it has in all
     * @param held how many of them did not have to be computed, 0 or more
     */
    public synchronized void done(long frames, long held) {
        count(this.tally.phase(), this.tally.frames(), this.tally.expected());
        this.display.done(this.tally, this.tally.summary(frames, held));
    }

    /** The clip turned out to have been finished by an earlier run. */
    public synchronized void doneBefore() {
        this.display.done(this.tally, this.tally.clip() + ": was done before");
    }

    /** The clip has failed. */
    public synchronized void failed(String sentence) {
        this.display.failed(sentence);
    }

    /** Shows how things stand. */
    synchronized void tick() {
        if (!this.tally.clip().isEmpty()) {
            count(this.tally.phase(), this.tally.frames(), this.tally.expected());
            this.display.show(this.tally, this.clock.getAsLong());
        }
    }

    @Override
    public void close() {
        if (this.ticking != null) {
            this.ticking.cancel(false);
        }
        this.ticker.shutdown();
        synchronized (this) {
            this.display.end();
        }
    }

    private void count(String phase, long frames, long expected) {
        this.tally = new Tally(this.tally.clip(), this.tally.index(), this.tally.clips(), phase, frames, expected,
                this.clock.getAsLong() - this.begun);
    }

}
