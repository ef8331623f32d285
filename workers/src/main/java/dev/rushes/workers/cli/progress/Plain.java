package dev.rushes.workers.cli.progress;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Lines for a log: one at the start, one every few seconds, one at the end. */
public final class Plain implements Display {

    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream err;

    private long last;

    private String clip;

    public Plain(PrintStream err) {
        this.err = err;
    }

    @Override
    public void show(Tally tally, long nanos) {
        boolean first = !tally.clip().equals(this.clip);
        if (tally.phase().isEmpty() || (!first && nanos - this.last < INTERVAL)) {
            return;
        }
        this.clip = tally.clip();
        this.last = nanos;
        StringBuilder line = new StringBuilder(tally.clip()).append(": ").append(tally.phase());
        if (tally.expected() > 0) {
            line.append(", ").append(tally.count());
        }
        if (tally.rate() > 0) {
            line.append(", ").append(tally.fps());
        }
        if (!tally.eta().isEmpty()) {
            line.append(", ").append(tally.eta()).append(" to go");
        }
        this.err.println(line);
    }

    @Override
    public void note(String sentence) {
        this.err.println("rushes: note: " + sentence);
    }

    @Override
    public void done(Tally tally, String sentence) {
        this.err.println(sentence);
    }

    @Override
    public void failed(String sentence) {
        this.err.println("rushes: " + sentence);
    }

}
