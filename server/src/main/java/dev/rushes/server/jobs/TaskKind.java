package dev.rushes.server.jobs;

import java.util.Locale;

import dev.rushes.server.queue.Resource;

/** The kinds of task; each is done by one class in {@code work}. */
public enum TaskKind {

    /** What is this asset? */
    PROBE,

    /** What the page shows of an asset: proxy, poster, waveform. */
    PREVIEW,

    /** Decides how a job will be done. */
    PLAN,

    /** Finds what is in the footage. */
    TAG,

    /** Makes one segment of a job. */
    SEGMENT,

    /** Joins a job's segments into the master. */
    ASSEMBLE,

    /** What the page shows of a job's master: proxy, poster. */
    RESULT,

    /**
     * A frame of a finished job in full size; its number says which, see {@link Still}.
     */
    STILL;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it does, after "to". */
    String deed() {
        return switch (this) {
            case PROBE -> "look at it";
            case PREVIEW -> "make its proxy";
            case PLAN -> "plan the job";
            case TAG -> "find what is in it";
            case SEGMENT -> "make a segment";
            case ASSEMBLE -> "assemble the master";
            case RESULT -> "make the master's proxy";
            case STILL -> "take a frame";
        };
    }

    /** Whether a job's state hangs on it; what is only for show does not. */
    public boolean gates() {
        return this == PLAN || this == TAG || this == SEGMENT || this == ASSEMBLE;
    }

    /** Whether it writes much, so that it had better not begin on a disk that is full. */
    public boolean large() {
        return switch (this) {
            case SEGMENT, ASSEMBLE, PREVIEW, RESULT, STILL -> true;
            case PROBE, PLAN, TAG -> false;
        };
    }

    public static TaskKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Where it runs; segments run where their job's device says. */
    public Resource resource() {
        return switch (this) {
            case PROBE, PLAN, ASSEMBLE, STILL -> Resource.IO;
            case PREVIEW, RESULT -> Resource.PREVIEW;
            case SEGMENT, TAG -> Resource.CPU;
        };
    }

}
