package dev.rushes.server.jobs;

import org.jdbi.v3.core.Handle;

/** Hears of every job that ends, in the transaction that ends it. */
@FunctionalInterface
public interface JobEnd {

    /**
     * A job is done, failed or cancelled.
     * @param job its id; the row says how it ended
     */
    void jobEnded(Handle handle, String job);

}
