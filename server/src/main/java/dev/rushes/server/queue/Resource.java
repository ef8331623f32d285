package dev.rushes.server.queue;

import java.util.Locale;

/** What a task needs most; each class has a queue and workers of its own. */
public enum Resource {

    /** Probe, plan, assemble: light work, which never waits behind heavy work. */
    IO(3),

    /**
     * Proxies, posters, waveforms: for show, and as long as the footage; so light work
     * does not share threads or a process with them.
     */
    PREVIEW(2),

    /** Models on the processor. */
    CPU(1),

    /** Models on a graphics card. */
    GPU(1);

    private final int atOnce;

    Resource(int atOnce) {
        this.atOnce = atOnce;
    }

    /** Whether its tasks run models, each on all threads of its worker. */
    public boolean models() {
        return this == CPU || this == GPU;
    }

    /** Tasks that one worker does at a time, as a rule. */
    public int atOnce() {
        return this.atOnce;
    }

    /** As the tables and the command line write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Resource of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

}
