package dev.rushes.server.events;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.workers.job.Json;

/** How events look in a stream of server-sent events. */
final class EventText {

    /** Keeps proxies from closing a quiet connection. */
    static final String PING = ": ping\n\n";

    /** What a client waits before it comes back, in milliseconds. */
    static final String RETRY = "retry: 2000\n\n";

    private EventText() {
    }

    /**
     * Gives the client a place to come back to, and no event.
     * @param seq number of the last event that has happened
     */
    static String position(long seq) {
        return "id: " + seq + "\n\n";
    }

    static String of(Event event) {
        ObjectNode data = head(event.seq(), event.at(), event.type());
        data.put("job", event.job()).put("asset", event.asset());
        Json.read(event.data(), ObjectNode.class).properties().forEach((field) -> {
            if (!data.has(field.getKey())) {
                data.set(field.getKey(), field.getValue());
            }
        });
        return text(event.seq(), event.type(), data);
    }

    /**
     * Says that events are missing: what the client shows is to be asked for anew.
     * @param newest number from which the stream goes on
     */
    static String reset(long newest, long now) {
        return text(newest, "reset", head(newest, now, "reset"));
    }

    private static ObjectNode head(long seq, long at, String type) {
        return JsonNodeFactory.instance.objectNode()
            .put("seq", seq)
            .put("at", Instant.ofEpochMilli(at).toString())
            .put("type", type);
    }

    private static String text(long seq, String type, ObjectNode data) {
        return "id: " + seq + "\nevent: " + type + "\ndata: " + Json.line(data) + "\n\n";
    }

}
