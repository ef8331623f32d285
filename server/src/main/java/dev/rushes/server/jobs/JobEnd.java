package dev.rushes.server.jobs;

import java.util.Map;

import org.jdbi.v3.core.Handle;

/** Hears of every job that ends, in the transaction that ends it. */
@FunctionalInterface
public interface JobEnd {

    /**
     * A job is done, failed or cancelled.
     * @param job its id
     * @param webhook that it was given, or null
     * @param state done, failed or cancelled
     * @param data what a message says of it
     */
    void jobEnded(Handle handle, String job, String webhook, String state, Map<String, ?> data);

}
