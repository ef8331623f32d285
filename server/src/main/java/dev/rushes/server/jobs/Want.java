package dev.rushes.server.jobs;

import java.util.Locale;

/** What a worker may lack, so that it takes no tasks although it is there. */
public enum Want {

    SPACE("the disk of the data directory is full, or nearly so; tasks that need space wait until there are 256 MiB"),

    DATA("the data directory does not answer, or is not mounted where the worker is");

    /** Bytes that are free before anything large is begun. */
    public static final long ROOM = 256L << 20;

    private final String sentence;

    Want(String sentence) {
        this.sentence = sentence;
    }

    /** As those are told who run the server. */
    public String sentence() {
        return this.sentence;
    }

    /** As what waits for it is told. */
    public String phase() {
        return "waiting: " + this.sentence;
    }

    /** As the tables write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Want of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

}
