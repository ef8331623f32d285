package dev.rushes.server.audit;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.rushes.server.database.Database;
import dev.rushes.server.database.Ids;
import dev.rushes.workers.job.Json;
import org.jdbi.v3.core.Handle;

/** Every change that a caller made. An entry is part of the change's own transaction. */
public final class Audit {

    /** How long entries are kept. */
    private static final Duration AGE = Duration.ofDays(400);

    /** How many entries are kept, whatever their age; some hundred megabytes. */
    private static final int COUNT = 1_000_000;

    private final Clock clock;

    public Audit(Clock clock) {
        this.clock = clock;
    }

    /**
     * Adds an entry.
     * @param who the caller's name, or the part of the server that acted, such as "watch"
     * @param action such as "job.cancel"
     * @param subject the id or name of what was changed, or null
     * @param data what else is worth knowing; never a key or another secret
     */
    public void add(Handle handle, String who, String action, String subject, Map<String, ?> data) {
        long now = this.clock.millis();
        handle.execute("INSERT INTO audit (id, at, who, action, subject, data) VALUES (?, ?, ?, ?, ?, ?)",
                Ids.next("aud", now), now, who, action, subject, Json.line(data));
    }

    /**
     * The newest entries first.
     * @param before only those that sort before this id, or null for the newest
     * @param who, action, subject only those with this value, or null for all
     * @param limit of entries
     */
    public List<Entry> list(Database database, String before, String who, String action, String subject, int limit) {
        return database.read((handle) -> handle
            .createQuery("SELECT id, at, who, action, subject, data FROM audit"
                    + " WHERE (CAST(:before AS TEXT) IS NULL OR id < :before)"
                    + " AND (CAST(:who AS TEXT) IS NULL OR who = :who)"
                    + " AND (CAST(:action AS TEXT) IS NULL OR action = :action)"
                    + " AND (CAST(:subject AS TEXT) IS NULL OR subject = :subject) ORDER BY id DESC LIMIT :limit")
            .bind("before", before)
            .bind("who", who)
            .bind("action", action)
            .bind("subject", subject)
            .bind("limit", limit)
            .map((row, _) -> new Entry(row.getString("id"), row.getLong("at"), row.getString("who"),
                    row.getString("action"), row.getString("subject"), row.getString("data")))
            .list());
    }

    /**
     * Removes entries that are too many or, if asked, too old; to be called now and then.
     * @param aged whether the clock can be trusted with their age
     */
    public int prune(Handle handle, boolean aged) {
        long oldest = aged ? this.clock.millis() - AGE.toMillis() : Long.MIN_VALUE;
        return handle.execute("DELETE FROM audit WHERE at < ? OR id <= COALESCE("
                + "(SELECT id FROM audit ORDER BY id DESC LIMIT 1 OFFSET ?), '')", oldest, COUNT);
    }

    /**
     * One change.
     *
     * @param at milliseconds since 1970
     * @param data a JSON object
     */
    public record Entry(String id, long at, String who, String action, String subject, String data) {

    }

}
