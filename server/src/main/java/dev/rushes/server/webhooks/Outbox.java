package dev.rushes.server.webhooks;

import java.time.Clock;
import java.util.Map;

import dev.rushes.server.database.Ids;
import org.jdbi.v3.core.Handle;

/**
 * Where messages wait to be sent. It is a table, for a job may end in a worker's process
 * and only servers send.
 */
public final class Outbox {

    private final Clock clock;

    public Outbox(Clock clock) {
        this.clock = clock;
    }

    /**
     * Leaves a message that a job has ended, in the transaction that ends it.
     * @param webhook that the job was given; with null there is no message
     * @param state done, failed or cancelled; the message's type is "job." and this
     * @param data what the message says of the job
     */
    public void jobEnded(Handle handle, String job, String webhook, String state, Map<String, ?> data) {
        if (webhook != null) {
            long now = this.clock.millis();
            Delivery.fresh(Ids.next("dlv", now), job, webhook, "job." + state, "waiting", now, data).insert(handle);
        }
    }

}
