package dev.rushes.server.watch;

import java.util.List;
import java.util.Optional;

import dev.rushes.server.database.Database;
import org.jdbi.v3.core.Handle;

/** The table of what a folder has taken or given up; it survives restarts. */
final class Ledger {

    /** The job is on its way. */
    static final String TAKEN = "taken";

    static final String DONE = "done";

    static final String FAILED = "failed";

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
     * @param path below the folder
     * @param job that was made of it, or null if it was refused
     */
    record Entry(String key, String path, String state, String job, String problem) {

    }

    Optional<Entry> find(String key) {
        return this.database.read((handle) -> handle
            .createQuery("SELECT content_key, path, state, job_id, problem FROM watched"
                    + " WHERE folder = :folder AND content_key = :key")
            .bind("folder", this.folder)
            .bind("key", key)
            .map((row, _) -> new Entry(row.getString("content_key"), row.getString("path"), row.getString("state"),
                    row.getString("job_id"), row.getString("problem")))
            .findOne());
    }

    /** Those whose jobs are on their way. */
    List<Entry> taken() {
        return this.database.read((handle) -> handle
            .createQuery("SELECT content_key, path, state, job_id, problem FROM watched"
                    + " WHERE folder = :folder AND state = 'taken' ORDER BY seen")
            .bind("folder", this.folder)
            .map((row, _) -> new Entry(row.getString("content_key"), row.getString("path"), row.getString("state"),
                    row.getString("job_id"), row.getString("problem")))
            .list());
    }

    /** Writes an entry in the caller's transaction; the same file twice is refused. */
    void add(Handle handle, Entry entry, long now) {
        handle.execute(
                "INSERT INTO watched (folder, content_key, path, state, job_id, problem, seen)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                this.folder, entry.key(), entry.path(), entry.state(), entry.job(), entry.problem(), now);
    }

    void add(Entry entry, long now) {
        this.database.update((handle) -> add(handle, entry, now));
    }

    void settle(String key, String state, String problem) {
        this.database.update((handle) -> handle.execute(
                "UPDATE watched SET state = ?, problem = ? WHERE folder = ? AND content_key = ?", state, problem,
                this.folder, key));
    }

}
