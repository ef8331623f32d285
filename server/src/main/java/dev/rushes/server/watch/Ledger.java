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
     * @param job that was made of it, or null if it was refused
     * @param moving where its files are being moved to, below the folder, or null
     */
    record Entry(String key, String stamp, String path, String state, String job, String problem, String moving) {

        static Entry taken(String key, Found clip, String job) {
            return new Entry(key, clip.stamp(), clip.path().toString(), TAKEN, job, null, null);
        }

        static Entry refused(String key, Found clip, String problem) {
            return new Entry(key, clip.stamp(), clip.path().toString(), FAILED, null, problem, null);
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

    /** Those whose jobs are on their way, or whose files are. */
    List<Entry> taken() {
        return this.database.read((handle) -> handle
            .createQuery("SELECT * FROM watched WHERE folder = :folder AND state = 'taken' ORDER BY seen")
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

    void add(Entry entry, long now) {
        this.database.update((handle) -> add(handle, entry, now));
    }

    /** From here on the files may be at either place. */
    void moving(String key, String where) {
        this.database.update((handle) -> handle
            .execute("UPDATE watched SET moving = ? WHERE folder = ? AND content_key = ?", where, this.folder, key));
    }

    void settle(String key, String state, String problem) {
        this.database.update((handle) -> handle.execute(
                "UPDATE watched SET state = ?, problem = ?, moving = NULL WHERE folder = ? AND content_key = ?", state,
                problem, this.folder, key));
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
