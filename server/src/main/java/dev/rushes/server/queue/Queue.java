package dev.rushes.server.queue;

import java.time.Instant;

import org.jdbi.v3.core.Handle;

/**
 * Delivery and liveness, nothing else: which task is offered to which worker, and when it
 * is offered again because its worker died. What a task is and whether it is done stands
 * in the table {@code tasks}. Every method is part of the caller's transaction.
 */
public interface Queue {

    /**
     * Offers a task from a moment on; if it is there already, moves it there.
     * @param priority greater is sooner, -100 to 100
     */
    void offer(Handle handle, String task, Resource resource, int priority, Instant from);

    /** Takes a task back that no worker has begun; nothing happens if one has. */
    void withdraw(Handle handle, String task, Resource resource);

    /** Offers everything again that a worker held, as it is known to be dead. */
    void release(Handle handle, String worker);

}
