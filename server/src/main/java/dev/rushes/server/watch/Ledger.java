package dev.rushes.server.watch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.rushes.server.database.Database;
import org.jdbi.v3.core.Handle;

/** The table of what a folder has taken or given up; it survives restarts. */
final class Ledger {

    /** The job is on its way. */
    static final String TAKEN = "taken";

    /** The master is where it belongs; the footage is still to be moved to done. */
    static final String DELIVERED = "delivered";

    static final String DONE = "done";

    static final String FAILED = "failed";

    /** Without its footage, after which an entry is forgotten. */
    static final int DAYS = 30;

    private static final long DAY = Duration.ofDays(1).toMillis();

    /** Entries that are counted in one transaction. */
    private static final int AT_ONCE = 5000;

    private final Database database;

    private final String folder;

    Ledger(Database database, String folder) {
        this.database = database;
        this.folder = folder;
    }

    /**
     * One entry.
     *
     * @param key of the content
     * @param stamp of the footage without order and content, see {@link Found#stamp}
     * @param path below the folder
     * @param job that was made of it, or null if it was deleted
     * @param moving where its files are being moved to, below the folder, or null
     */
    record Entry(String key, String stamp, String path, String state, String job, String problem, String moving) {

        static Entry taken(String key, Found clip, String job) {
            return new Entry(key, clip.stamp(), clip.path().toString(), TAKEN, job, null, null);
        }

        static Entry refused(String key, Found clip, String problem, String job) {
            return new Entry(key, clip.stamp(), clip.path().toString(), FAILED, job, problem, null);
        }

    }

    Optional<Entry> find(String key) {
        return this.database
            .read((handle) -> handle.createQuery("SELECT * FROM watched WHERE folder = :folder AND content_key = :key")
                .bind("folder", this.folder)
                .bind("key", key)
                .map((row, _) -> entry(row))
                .findOne());
    }

    /** Whether footage was taken, under whatever order. */
    boolean taken(String stamp) {
        return this.database.read((handle) -> handle
            .createQuery("SELECT COUNT(*) FROM watched WHERE folder = :folder AND stamp = :stamp AND state <> 'failed'")
            .bind("folder", this.folder)
            .bind("stamp", stamp)
            .mapTo(Long.class)
            .one()) > 0;
    }

    /** Whether an entry's footage was taken under another key, and did not fail. */
    boolean takenOtherwise(Entry entry) {
        return this.database.read((handle) -> handle
            .createQuery("SELECT COUNT(*) FROM watched WHERE folder = :folder AND stamp = :stamp"
                    + " AND content_key <> :key AND state <> 'failed'")
            .bind("folder", this.folder)
            .bind("stamp", entry.stamp())
            .bind("key", entry.key())
            .mapTo(Long.class)
            .one()) > 0;
    }

    /** Those with something to be done: the job has ended, or the footage is to move. */
    List<Entry> due() {
        return this.database.read((handle) -> handle
            .createQuery("SELECT watched.* FROM watched LEFT JOIN jobs ON jobs.id = watched.job_id"
                    + " WHERE watched.folder = :folder AND (watched.state = 'delivered' OR (watched.state = 'taken'"
                    + " AND (jobs.id IS NULL OR jobs.state IN ('done', 'failed', 'cancelled'))))"
                    + " ORDER BY watched.seen")
            .bind("folder", this.folder)
            .map((row, _) -> entry(row))
            .list());
    }

    /** Those whose files are on their way to done, or were when a server died. */
    List<Entry> moving() {
        return this.database.read((handle) -> handle
            .createQuery("SELECT * FROM watched WHERE folder = :folder AND state = 'delivered' AND moving IS NOT NULL")
            .bind("folder", this.folder)
            .map((row, _) -> entry(row))
            .list());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getString("content_key"), row.getString("stamp"), row.getString("path"),
                row.getString("state"), row.getString("job_id"), row.getString("problem"), row.getString("moving"));
    }

    /** Writes an entry in the caller's transaction; the same file twice is refused. */
    void add(Handle handle, Entry entry, long now) {
        handle.execute(
                "INSERT INTO watched (folder, content_key, stamp, path, state, job_id, problem, seen, absent)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)",
                this.folder, entry.key(), entry.stamp(), entry.path(), entry.state(), entry.job(), entry.problem(),
                now);
    }

    /** From here on the files may be at either place. */
    void moving(String key, String where) {
        this.database.update((handle) -> handle
            .execute("UPDATE watched SET moving = ? WHERE folder = ? AND content_key = ?", where, this.folder, key));
    }

    /** To {@link #DELIVERED} or {@link #DONE}. */
    void settle(String key, String state) {
        this.database.update((handle) -> handle.execute(
                "UPDATE watched SET state = ?, problem = NULL, moving = NULL WHERE folder = ? AND content_key = ?",
                state, this.folder, key));
    }

    /**
     * Gives a clip up, unless somebody has told its job to try again meanwhile.
     * @param ending how the job was seen to have ended
     */
    void giveUp(Entry entry, Ending ending) {
        this.database.update((handle) -> {
            // locks the job as every change of it does
            boolean so = handle.execute("UPDATE jobs SET version = version + 1 WHERE id = ? AND state = ?", entry.job(),
                    ending.state()) == 1;
            if (so || ending.state().equals("gone")) {
                handle.execute("UPDATE watched SET state = ?, problem = ? WHERE folder = ? AND content_key = ?", FAILED,
                        ending.problem(), this.folder, entry.key());
            }
        });
    }

    /**
     * Counts once a day what is no longer there, and forgets what was not there on
     * {@value #DAYS} days on which the folder was looked at. An entry whose footage is
     * there stays, whatever its order was.
     * @param stamps of all footage that is there
     * @return how many were forgotten
     */
    int prune(Set<String> stamps, long now) {
        return this.database.change((handle) -> {
            List<Entry> due = handle
                .createQuery("SELECT * FROM watched WHERE folder = :folder AND state <> 'taken' AND seen < :yesterday"
                        + " ORDER BY seen LIMIT :limit")
                .bind("folder", this.folder)
                .bind("yesterday", now - DAY)
                .bind("limit", AT_ONCE)
                .map((row, _) -> entry(row))
                .list();
            for (Entry entry : due) {
                handle.execute(
                        "UPDATE watched SET seen = ?, absent = " + (stamps.contains(entry.stamp()) ? "0" : "absent + 1")
                                + " WHERE folder = ? AND content_key = ?",
                        now, this.folder, entry.key());
            }
            return handle.execute("DELETE FROM watched WHERE folder = ? AND state <> 'taken' AND absent >= " + DAYS,
                    this.folder);
        });
    }

}
