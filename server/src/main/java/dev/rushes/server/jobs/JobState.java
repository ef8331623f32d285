package dev.rushes.server.jobs;

import java.util.Locale;

/** Where a job is on its way. */
public enum JobState {

    /** Waits for a worker, before it is planned and again before its first segment. */
    QUEUED,

    /** A worker decides how it will be done. */
    PLANNING,

    /** Segments are being made. */
    RUNNING,

    /** The segments become the master. */
    ASSEMBLING,

    DONE,

    /** Ended with a problem; may be tried again. */
    FAILED,

    /** Ended because somebody said so; may be tried again. */
    CANCELLED,

    /** Nothing more of it is begun until it is released. */
    HELD;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static JobState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether nothing more happens by itself. */
    public boolean ended() {
        return this == DONE || this == FAILED || this == CANCELLED;
    }

}
