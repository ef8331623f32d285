package dev.rushes.workers;

/**
 * One-way news from running work, and the flag that stops it. Called from the thread that
 * does the work; implementations are quick and thread-safe (segments may run in
 * parallel).
 */
public interface Monitor {

    /** Hears nothing, never cancels. */
    Monitor NONE = new Monitor() {
    };

    /** What is being done now, such as "measuring noise" or "restoring". */
    default void phase(String what) {
    }

    /**
     * So many frames will be made in all, known from the plan; called once before
     * {@link #frames}.
     */
    default void expect(long frames) {
    }

    /**
     * More frames are finished.
     * @param more since the last call, 1 or more
     */
    default void frames(long more) {
    }

    /** Something a person should know although the work goes on; one sentence. */
    default void warn(String sentence) {
    }

    /**
     * What was written and is taken away again, as the work has gone wrong.
     * @param bytes of a piece or a master that is not whole
     */
    default void discarded(long bytes) {
    }

    /** Read between frames: true stops the work with a CANCELLED problem. */
    default boolean cancelled() {
        return false;
    }

}
