package dev.rushes.server.assets;

import java.time.Clock;
import java.util.Map;

import dev.rushes.server.database.Ids;
import dev.rushes.server.events.EventLog;
import org.jdbi.v3.core.Handle;

/** Adds footage whose file is stored. */
public final class Assets {

    private final Clock clock;

    private final EventLog events;

    public Assets(Clock clock, EventLog events) {
        this.clock = clock;
        this.events = events;
    }

    /**
     * Adds an asset in the state {@code probing}.
     * @return its id
     */
    public String add(Handle handle, String name, long bytes, String sha256, String owner) {
        long now = this.clock.millis();
        String id = Ids.next("ast", now);
        handle.execute("INSERT INTO assets (id, name, bytes, sha256, state, owner, created, used)"
                + " VALUES (?, ?, ?, ?, 'probing', ?, ?, ?)", id, name, bytes, sha256, owner, now, now);
        this.events.add(handle, "asset.created", null, id, Map.of("name", name, "size", bytes));
        return id;
    }

}
