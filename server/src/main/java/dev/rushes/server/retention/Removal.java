package dev.rushes.server.retention;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.rushes.models.Plural;
import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Database;
import dev.rushes.server.database.Ids;
import dev.rushes.server.events.EventLog;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.http.Scope;
import dev.rushes.server.shots.Shots;
import dev.rushes.server.storage.Blobs;
import dev.rushes.server.storage.Durably;
import dev.rushes.server.storage.Storage;
import dev.rushes.server.storage.Usage;
import org.jdbi.v3.core.Handle;

/**
 * Removes footage and jobs: the rows in one transaction, then the files. A crash between
 * leaves files that nothing names, which the next start sweeps.
 */
public final class Removal {

    private static final String ENDED = "('done', 'failed', 'cancelled')";

    private final Database database;

    private final Storage storage;

    private final Blobs blobs;

    private final Usage usage;

    private final EventLog events;

    private final Audit audit;

    public Removal(Database database, Storage storage, Blobs blobs, Usage usage, EventLog events, Audit audit) {
        this.database = database;
        this.storage = storage;
        this.blobs = blobs;
        this.usage = usage;
        this.events = events;
        this.audit = audit;
    }

    /**
     * Removes an asset with its previews.
     * @throws Problem NOT_FOUND, or CONFLICT while there are jobs of it
     * @throws HttpProblem 403 for somebody else's
     */
    public void asset(Caller caller, String id) {
        List<String> found = Ids.looksLike("ast", id)
                ? this.database.read((handle) -> handle.createQuery("SELECT sha256 FROM assets WHERE id = ?")
                    .bind(0, id)
                    .mapTo(String.class)
                    .list())
                : List.of();
        if (found.isEmpty()) {
            throw Problem.notFound("there is no asset %.40s", id);
        }
        String sha256 = found.getFirst();
        this.blobs.alone(sha256, () -> {
            if (this.database.change((handle) -> assetRows(handle, caller, id, sha256))) {
                this.blobs.remove(sha256);
            }
            return null;
        });
        files(this.storage.previews(id));
    }

    /** Returns whether nobody wants the content any more. */
    private boolean assetRows(Handle handle, Caller caller, String id, String sha256) {
        String owner = handle.createQuery("SELECT owner FROM assets WHERE id = ?")
            .bind(0, id)
            .mapTo(String.class)
            .findOne()
            .orElseThrow(() -> Problem.notFound("there is no asset %.40s", id));
        mayRemove(caller, owner, id);
        long jobs = count(handle, "SELECT COUNT(*) FROM jobs WHERE asset_id = ?", id);
        if (jobs > 0) {
            long busy = count(handle, "SELECT COUNT(*) FROM jobs WHERE state NOT IN " + ENDED + " AND asset_id = ?",
                    id);
            throw Problem.conflict("the asset %s has %s; %sdelete %s first", id, Plural.of(jobs, "job"),
                    (busy > 0) ? "cancel or await what has not ended, then " : "", (jobs == 1) ? "it" : "them");
        }
        Shots.remove(handle, id);
        handle.execute("DELETE FROM artefacts WHERE asset_id = ?", id);
        handle.execute("DELETE FROM tasks WHERE asset_id = ?", id);
        handle.execute("DELETE FROM assets WHERE id = ?", id);
        this.audit.add(handle, caller.name(), "asset.delete", id, Map.of());
        this.events.add(handle, "asset.deleted", null, id, Map.of());
        // the uploads first: one that becomes an asset in between is seen twice, not
        // never
        long coming = count(handle, "SELECT COUNT(*) FROM uploads WHERE asset_id IS NULL AND sha256 = ?", sha256);
        return coming + count(handle, "SELECT COUNT(*) FROM assets WHERE sha256 = ?", sha256) == 0;
    }

    /**
     * Removes a job that has ended, with its artefacts.
     * @throws Problem NOT_FOUND, or CONFLICT while it has not ended
     * @throws HttpProblem 403 for somebody else's
     */
    public void job(Caller caller, String id) {
        if (!Ids.looksLike("job", id)) {
            throw Problem.notFound("there is no job %.40s", id);
        }
        job(caller, id, null);
    }

    /**
     * The same for one that ended before a moment and that no watch folder waits for.
     * @param before milliseconds since 1970
     * @throws Problem CONFLICT also if that is no longer so
     */
    void job(Caller caller, String id, Long before) {
        this.database.update((handle) -> jobRows(handle, caller, id, before));
        files(this.storage.job(id));
        files(this.storage.previews(id));
    }

    private void jobRows(Handle handle, Caller caller, String id, Long before) {
        // locks it: who tries it again just now is either seen, or finds it gone
        handle.execute("UPDATE jobs SET version = version + 1 WHERE id = ?", id);
        Map<String, Object> job = handle.createQuery("SELECT owner, state, asset_id, finished FROM jobs WHERE id = ?")
            .bind(0, id)
            .mapToMap()
            .findOne()
            .orElseThrow(() -> Problem.notFound("there is no job %.40s", id));
        mayRemove(caller, String.valueOf(job.get("owner")), id);
        String state = String.valueOf(job.get("state"));
        if (!ENDED.contains("'" + state + "'")) {
            throw Problem.conflict("the job %s is %s; cancel it first", id, state);
        }
        if (before != null && (!(job.get("finished") instanceof Number finished) || finished.longValue() >= before
                || count(handle, "SELECT COUNT(*) FROM watched WHERE job_id = ? AND state = 'taken'", id) > 0)) {
            throw Problem.conflict("the job %s is of use again", id);
        }
        for (String table : new String[] { "artefacts", "tasks", "deliveries", "idempotency" }) {
            handle.execute("DELETE FROM " + table + " WHERE job_id = ?", id);
        }
        handle.execute("UPDATE watched SET job_id = NULL WHERE job_id = ?", id);
        handle.execute("DELETE FROM jobs WHERE id = ?", id);
        this.audit.add(handle, caller.name(), "job.delete", id, Map.of());
        this.events.add(handle, "job.deleted", id, (String) job.get("asset_id"), Map.of());
    }

    private static void mayRemove(Caller caller, String owner, String id) {
        if (!owner.equals(caller.name()) && !caller.scope().allows(Scope.ADMIN)) {
            throw new HttpProblem(403, "forbidden", "The key does not allow that",
                    "%s belongs to \"%s\"; only they or a key with the scope admin may delete it".formatted(id, owner));
        }
    }

    private void files(Path folder) {
        this.usage.changed();
        try {
            Durably.remove(folder);
        }
        catch (IOException trouble) {
            throw Problem.exhausted("%s cannot be removed: %s; the next start of the server does it", folder,
                    trouble.getMessage());
        }
    }

    private static long count(Handle handle, String query, String id) {
        return handle.createQuery(query).bind(0, id).mapTo(Long.class).one();
    }

}
