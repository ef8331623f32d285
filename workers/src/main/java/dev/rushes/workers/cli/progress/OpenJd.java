package dev.rushes.workers.cli.progress;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Lines that render farms understand (Open Job Description), each from column 1 of
 * standard output, and at least one a minute so that nobody takes the work for dead.
 */
public final class OpenJd implements Display {

    /** Between lines that say something new. */
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(2);

    /** Between lines that say nothing new. */
    private static final long HEARTBEAT = TimeUnit.SECONDS.toNanos(30);

    private final PrintStream out;

    private final PrintStream err;

    private String status = "";

    private String progress = "";

    private long last;

    private boolean begun;

    public OpenJd(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public void show(Tally tally, long nanos) {
        String nowDoing = tally.phase().isEmpty() ? tally.clip() : tally.clip() + ": " + tally.phase();
        if (!nowDoing.equals(this.status)) {
            this.status = nowDoing;
            line("openjd_status: " + nowDoing);
        }
        String now = percent(tally.percent());
        long wait = now.equals(this.progress) ? HEARTBEAT : INTERVAL;
        if (!this.begun || nanos - this.last >= wait) {
            this.begun = true;
            this.progress = now;
            this.last = nanos;
            line("openjd_progress: " + now);
        }
    }

    @Override
    public void note(String sentence) {
        this.err.println("rushes: note: " + sentence);
    }

    @Override
    public void done(Tally tally, String sentence) {
        line("openjd_progress: " + percent(100.0 * (tally.index() + 1) / tally.clips()));
        line("openjd_status: " + sentence);
    }

    @Override
    public void failed(String sentence) {
        line("openjd_fail: " + sentence);
        this.err.println("rushes: " + sentence);
    }

    private static String percent(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    private void line(String text) {
        this.out.println(text);
        this.out.flush();
    }

}
