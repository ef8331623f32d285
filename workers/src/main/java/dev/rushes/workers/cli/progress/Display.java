package dev.rushes.workers.cli.progress;

/** Shows progress. Called by one thread at a time. */
public interface Display {

    /**
     * How things stand; called several times a second, whether they changed or not.
     * @param nanos now, on a clock that only runs forward
     */
    void show(Tally tally, long nanos);

    /** Something a person should know. */
    void note(String sentence);

    /** A clip is finished; the sentence says so. */
    void done(Tally tally, String sentence);

    /** A clip has failed. */
    void failed(String sentence);

    /** Nothing more will come. */
    default void end() {
    }

}
