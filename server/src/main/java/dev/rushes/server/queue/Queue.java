package dev.rushes.server.queue;

import java.time.Instant;

import org.jdbi.v3.core.Handle;

/**
 * Delivery and liveness, nothing else: which task is offered to which worker, and when it
 * is offered again because its worker died. What a task is and whether it is done stands
 * in the table {@code tasks}; the state machine decides, and the queue obeys even while a
 * worker holds the task, whose attempt is then void. Every method is part of the caller's
 * transaction.
 */
public interface Queue {

    /**
     * Offers a task from a moment on; if it is there already, whoever holds it, moves it
     * there.
     * @param rank greater is sooner, see {@link Rank}
     */
    void offer(Handle handle, String task, Resource resource, int rank, Instant from);

    /** Changes the rank of a task; nothing happens if it is not there. */
    void rank(Handle handle, String task, Resource resource, int rank);

    /** Takes a task out, whoever holds it; nothing happens if it is not there. */
    void withdraw(Handle handle, String task, Resource resource);

    /** Offers everything again that a worker holds, as it is known to be dead. */
    void release(Handle handle, String worker);

}
