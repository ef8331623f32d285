package dev.rushes.server.assets;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Ids;
import dev.rushes.server.events.EventLog;
import dev.rushes.server.http.ProblemDocument;
import dev.rushes.server.jobs.TaskKind;
import dev.rushes.server.jobs.TaskStore;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Json;
import org.jdbi.v3.core.Handle;

/**
 * The table of footage. A new one is {@code probing} until a worker has looked at it, and
 * {@code ready} or {@code unusable} from then on.
 */
public final class Assets {

    private final TaskStore tasks;

    private final EventLog events;

    private final Clock clock;

    public Assets(TaskStore tasks, EventLog events, Clock clock) {
        this.tasks = tasks;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Takes in footage that lies whole in its blob's folder, and has it probed.
     * @param name as the user's file was called
     * @param sha256 of its content, hexadecimal
     * @param owner name of the caller's key
     * @return the new asset's id
     */
    public String add(Handle handle, String name, long bytes, String sha256, String owner) {
        return add(handle, name, bytes, sha256, owner, 1, null);
    }

    /**
     * The same for one of several files.
     * @param bytes of all of them
     * @param files how many
     * @param rate frames a second of an image sequence, or null if nobody said
     */
    public String add(Handle handle, String name, long bytes, String sha256, String owner, int files, String rate) {
        long now = this.clock.millis();
        String id = Ids.next("ast", now);
        handle.execute(
                "INSERT INTO assets (id, name, bytes, sha256, state, owner, created, used, files, rate)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id, name, bytes, sha256, Asset.PROBING, owner, now, now, files, rate);
        this.tasks.offer(handle, TaskKind.PROBE, null, id);
        this.events.add(handle, "asset.created", null, id,
                Map.of("name", name, "size", bytes, "sha256", sha256, "state", Asset.PROBING));
        return id;
    }

    public Optional<Asset> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM assets WHERE id = ?").bind(0, id).map(Asset.ROW).findOne();
    }

    /**
     * The same for one that must be there.
     * @throws Problem NOT_FOUND
     */
    public Asset get(Handle handle, String id) {
        return find(handle, id)
            .orElseThrow(() -> Problem.notFound("there is no asset \"%.60s\"; GET /v1/assets lists what there is", id));
    }

    /** Remembers that it was needed just now, for retention. */
    public void touch(Handle handle, String id) {
        handle.execute("UPDATE assets SET used = ? WHERE id = ?", this.clock.millis(), id);
    }

    /** A worker knows what it is. */
    public void ready(Handle handle, String id, ClipInfo clip) {
        String document = Json.line(clip);
        handle.execute("UPDATE assets SET state = ?, clip = ?, problem = NULL WHERE id = ?", Asset.READY, document, id);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("state", Asset.READY);
        data.put("clip", clip);
        this.events.add(handle, "asset.ready", null, id, data);
    }

    /** A worker could not look at it for now; it is tried again. */
    public void troubled(Handle handle, String id, String problem) {
        handle.execute("UPDATE assets SET problem = ? WHERE id = ?", problem, id);
    }

    /** A worker could make nothing of it. */
    public void unusable(Handle handle, String id, ProblemDocument problem) {
        handle.execute("UPDATE assets SET state = ?, problem = ? WHERE id = ?", Asset.UNUSABLE, Json.line(problem), id);
        this.events.add(handle, "asset.unusable", null, id, Map.of("state", Asset.UNUSABLE, "problem", problem));
    }

}
