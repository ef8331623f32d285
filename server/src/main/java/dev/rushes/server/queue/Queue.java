package dev.rushes.server.queue;

import java.time.Instant;
import java.util.List;

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

    /**
     * Whether another worker was brought a task: one that was stopped between being
     * brought it and beginning it comes too late.
     */
    boolean anothers(Handle handle, String task, Resource resource, String worker);

    /** Offers one again that a worker was brought and has not begun. */
    void putBack(Handle handle, String task, Resource resource, String worker);

    /** Offers everything again that a worker holds, as it is known to be dead. */
    void release(Handle handle, String worker);

    /**
     * What workers hold, each with a sign that changes as long as its worker is at it.
     */
    List<Held> held(Handle handle);

    /** Offers one again whose sign does not change any more; nothing if it has since. */
    void release(Handle handle, Held silent);

    /**
     * A task that a worker has taken.
     *
     * @param sign of life; what it says means nothing, but it differs from the last one
     */
    record Held(String task, Resource resource, String worker, String sign) {

    }

}
