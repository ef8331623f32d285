package dev.rushes.server.events;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import dev.rushes.server.database.Database;
import dev.rushes.workers.job.Json;
import org.jdbi.v3.core.Handle;

/**
 * What happened, in the order of commit, for streams, webhooks and pages that come back.
 */
public final class EventLog {

    private final Database database;

    private final Clock clock;

    public EventLog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Adds an event in the caller's transaction, best as its last act: whoever adds one
     * waits for all who did before it to commit.
     * @param type such as "job.state"
     * @param job, asset whom it concerns, or null
     * @param data fields of its own
     */
    public void add(Handle handle, String type, String job, String asset, Map<String, ?> data) {
        long seq = handle.createQuery("UPDATE counters SET last = last + 1 WHERE name = 'event' RETURNING last")
            .mapTo(Long.class)
            .one();
        handle.execute("INSERT INTO events (seq, at, type, job_id, asset_id, data) VALUES (?, ?, ?, ?, ?, ?)", seq,
                this.clock.millis(), type, job, asset, Json.line(data));
    }

    /**
     * What came after an event.
     * @param seq the last one that is known, 0 for none
     * @param job only of this job, or null for all
     */
    public List<Event> after(long seq, String job, int limit) {
        return this.database.read((handle) -> handle
            .createQuery("SELECT seq, at, type, job_id, asset_id, data FROM events WHERE seq > :seq"
                    + " AND (CAST(:job AS TEXT) IS NULL OR job_id = :job) ORDER BY seq LIMIT :limit")
            .bind("seq", seq)
            .bind("job", job)
            .bind("limit", limit)
            .map((row, _) -> new Event(row.getLong("seq"), row.getLong("at"), row.getString("type"),
                    row.getString("job_id"), row.getString("asset_id"), row.getString("data")))
            .list());
    }

    /** The number of the newest event, 0 if there is none. */
    public long newest() {
        return this.database.read((handle) -> handle.createQuery("SELECT last FROM counters WHERE name = 'event'")
            .mapTo(Long.class)
            .one());
    }

}
