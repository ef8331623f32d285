package dev.rushes.server.queue;

import java.util.Locale;

/** What a task needs most; each class has a queue and workers of its own. */
public enum Resource {

    /**
     * Probe, plan, assemble, proxies: light work, which never waits behind heavy work.
     */
    IO,

    /** Models on the processor. */
    CPU,

    /** Models on a graphics card. */
    GPU;

    /** As the tables and the command line write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Resource of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

}
