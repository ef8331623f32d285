package dev.rushes.workers.cli.progress;

import java.io.PrintStream;

/** Says only what a person must know. */
public final class Silent implements Display {

    private final PrintStream err;

    public Silent(PrintStream err) {
        this.err = err;
    }

    @Override
    public void show(Tally tally, long nanos) {
        // asked not to
    }

    @Override
    public void note(String sentence) {
        this.err.println("rushes: note: " + sentence);
    }

    @Override
    public void done(Tally tally, String sentence) {
        // asked not to
    }

    @Override
    public void failed(String sentence) {
        this.err.println("rushes: " + sentence);
    }

}
