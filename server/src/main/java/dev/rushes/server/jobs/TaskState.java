package dev.rushes.server.jobs;

import java.util.Locale;

/** Where a task is on its way. */
public enum TaskState {

    /** For others to be done, or for its job to be released; not in the queue. */
    WAITING,

    /** In the queue, from the moment {@code ready} on. */
    READY,

    RUNNING,

    DONE,

    FAILED,

    /** Its job ended without it. */
    CANCELLED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static TaskState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

}
