package dev.rushes.workers.cli.progress;

import java.io.PrintStream;

/** One line on a terminal, rewritten in place. */
public final class Bar implements Display {

    /** Shorter bars tell nothing. */
    private static final int SHORTEST = 8;

    private static final int LONGEST = 40;

    private static final String ERASE = "\r\u001b[K";

    private final PrintStream err;

    private final int columns;

    private String shown = "";

    /**
     * A bar.
     * @param columns of the terminal, 20 or more
     */
    public Bar(PrintStream err, int columns) {
        this.err = err;
        this.columns = columns;
    }

    @Override
    public void show(Tally tally, long nanos) {
        String line = line(tally);
        if (!line.equals(this.shown)) {
            this.shown = line;
            this.err.print(ERASE + line);
            this.err.flush();
        }
    }

    @Override
    public void note(String sentence) {
        above("rushes: note: " + sentence);
    }

    @Override
    public void done(Tally tally, String sentence) {
        above(sentence);
    }

    @Override
    public void failed(String sentence) {
        above("rushes: " + sentence);
    }

    @Override
    public void end() {
        if (!this.shown.isEmpty()) {
            this.err.print(ERASE);
            this.err.flush();
        }
    }

    /** Puts a line where the bar was; the bar is drawn again below it. */
    private void above(String line) {
        end();
        this.shown = "";
        this.err.println(line);
    }

    /** The line, always shorter than the terminal is wide, for a full line would wrap. */
    String line(Tally tally) {
        String head = tally.clip() + (tally.phase().isEmpty() ? "" : " " + tally.phase());
        if (tally.expected() <= 0) {
            return fit(head, this.columns - 1);
        }
        // as wide at the first frame as at the last, so that the bar keeps its length
        String count = " ".repeat(Math.max(0, digits(tally.expected()) - digits(tally.frames()))) + tally.count();
        String tail = " %3.0f%% %s".formatted(100 * tally.fraction(), count);
        if (tally.rate() > 0) {
            tail += " " + tally.fps() + " ETA " + tally.eta();
        }
        int room = this.columns - 1 - tail.length() - 3;
        int length = Math.clamp(room - head.length(), SHORTEST, LONGEST);
        String bar = " [" + drawn(tally.fraction(), length) + "]";
        return fit(fit(head, Math.max(0, room - length)) + bar + tail, this.columns - 1);
    }

    private static String drawn(double fraction, int length) {
        int full = (int) Math.floor(fraction * length);
        return (full == length) ? "=".repeat(length) : "=".repeat(full) + ">" + " ".repeat(length - full - 1);
    }

    private static int digits(long number) {
        return Long.toString(number).length();
    }

    private static String fit(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return (length < 4) ? text.substring(0, Math.max(0, length)) : text.substring(0, length - 3) + "...";
    }

}
