package dev.rushes.server.events;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.rushes.server.database.Database;
import dev.rushes.workers.job.Json;
import org.jdbi.v3.core.Handle;

/**
 * What happened, in the order of commit, for streams, webhooks and pages that come back.
 */
public final class EventLog {

    /** How long events are kept. */
    static final Duration AGE = Duration.ofDays(7);

    /** How many are kept, whatever their age. */
    static final long COUNT = 200_000;

    /** The most that one pruning removes, so that it holds nobody up. */
    static final int PRUNED_AT_ONCE = 10_000;

    private final Database database;

    private final Clock clock;

    private volatile Runnable listener = () -> {
        // nobody listens yet
    };

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
        handle.afterCommit(() -> this.listener.run());
    }

    /**
     * Whom to tell when this process has added an event; the others' are found by
     * polling.
     */
    void listener(Runnable listener) {
        this.listener = listener;
    }

    /**
     * What came after an event.
     * @param seq the last one that is known, 0 for none
     * @param job only of this job, or null for all
     */
    public List<Event> after(long seq, String job, int limit) {
        return this.database.read((handle) -> after(handle, seq, job, limit));
    }

    /**
     * What came after an event, with what a reader needs to know how far it has come.
     * @param seq the last one that is known, 0 for none
     * @param job only of this job, or null for all
     */
    Page page(long seq, String job, int limit) {
        return this.database.read((handle) -> {
            // read first: what is committed meanwhile may be in the list, but none is
            // passed over
            long newest = newest(handle);
            long oldest = handle.createQuery("SELECT MIN(seq) FROM events")
                .mapTo(Long.class)
                .findOne()
                .orElse(newest + 1);
            List<Event> events = after(handle, seq, job, limit);
            long last = events.isEmpty() ? seq : events.getLast().seq();
            boolean whole = events.size() < limit;
            return new Page(events, whole ? Math.max(newest, last) : last, whole, oldest, newest);
        });
    }

    private static List<Event> after(Handle handle, long seq, String job, int limit) {
        // two statements, as each is to use the index of its own
        String mine = (job != null) ? "job_id = :job AND " : "";
        var query = handle.createQuery("SELECT seq, at, type, job_id, asset_id, data FROM events WHERE " + mine
                + "seq > :seq ORDER BY seq LIMIT :limit");
        if (job != null) {
            query.bind("job", job);
        }
        return query.bind("seq", seq)
            .bind("limit", limit)
            .map((row, _) -> new Event(row.getLong("seq"), row.getLong("at"), row.getString("type"),
                    row.getString("job_id"), row.getString("asset_id"), row.getString("data")))
            .list();
    }

    /** The number of the newest event, 0 if there is none. */
    public long newest() {
        return this.database.read(EventLog::newest);
    }

    private static long newest(Handle handle) {
        return handle.createQuery("SELECT last FROM counters WHERE name = 'event'").mapTo(Long.class).one();
    }

    /**
     * Removes events that are too many or, if asked, too old, oldest first.
     * @param aged whether the clock can be trusted with their age
     * @return how many
     */
    public int prune(boolean aged) {
        int gone = 0;
        int some;
        do {
            some = pruneSome(aged);
            gone += some;
        }
        while (some >= PRUNED_AT_ONCE);
        return gone;
    }

    private int pruneSome(boolean aged) {
        return this.database.change((handle) -> {
            // read first: what is added meanwhile is not taken for old
            long last = newest(handle);
            long first = handle.createQuery("SELECT MIN(seq) FROM events").mapTo(Long.class).findOne().orElse(0L);
            long young = !aged ? first
                    : handle.createQuery("SELECT seq FROM events WHERE at >= :at ORDER BY seq LIMIT 1")
                        .bind("at", this.clock.millis() - AGE.toMillis())
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(last + 1);
            long keep = Math.max(young, last - COUNT + 1);
            return handle.execute("DELETE FROM events WHERE seq < ?", Math.min(keep, first + PRUNED_AT_ONCE));
        });
    }

    /**
     * A piece of the log.
     *
     * @param end up to which it accounts for all events, those of other jobs included
     * @param whole whether nothing came after it
     * @param oldest, newest numbers in the log; oldest is newest + 1 if it is empty
     */
    record Page(List<Event> events, long end, boolean whole, long oldest, long newest) {

    }

}
