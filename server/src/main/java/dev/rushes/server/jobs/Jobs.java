package dev.rushes.server.jobs;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.models.Problem;
import dev.rushes.server.assets.Asset;
import dev.rushes.server.assets.Assets;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Database;
import dev.rushes.server.database.Ids;
import dev.rushes.server.events.EventLog;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.http.ProblemDocument;
import dev.rushes.server.http.Scope;
import dev.rushes.server.operations.Feasible;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Recipe;
import dev.rushes.workers.job.Recipes;
import dev.rushes.workers.media.Codec;
import dev.rushes.workers.media.PictureSize;
import dev.rushes.workers.operations.Upscale;
import org.jdbi.v3.core.Handle;

/**
 * What people do with jobs. Each change is one transaction with its audit entry and its
 * events.
 */
public final class Jobs {

    private static final String RETRY_SECONDS = "60";

    private final Database database;

    private final TaskStore tasks;

    private final Lifecycle lifecycle;

    private final Assets assets;

    private final PresetRecipes presets;

    private final Consumer<String> webhooks;

    private final EventLog events;

    private final Audit audit;

    private final Clock clock;

    private final int most;

    /**
     * Jobs of a database.
     * @param webhooks throws INVALID for a URL that no message may go to
     * @param most jobs of one owner that have not ended
     */
    public Jobs(Database database, TaskStore tasks, Lifecycle lifecycle, Assets assets, PresetRecipes presets,
            Consumer<String> webhooks, EventLog events, Audit audit, Clock clock, int most) {
        this.database = database;
        this.tasks = tasks;
        this.lifecycle = lifecycle;
        this.assets = assets;
        this.presets = presets;
        this.webhooks = webhooks;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
        this.most = most;
    }

    /**
     * Makes a job.
     * @param key of the caller's own that makes the same request twice one job, or null
     * @throws Problem INVALID or NOT_FOUND with the field that is wrong, MEDIA if the
     * footage cannot be used
     * @throws HttpProblem 422 if the key was another request's, 429 if the caller has too
     * many that have not ended
     */
    public Submitted submit(Caller caller, JobRequest request, String key) {
        return this.database.change((handle) -> {
            String id = Ids.next("job", this.clock.millis());
            String earlier = IdempotencyKeys.claim(handle, caller.name(), key, request.fingerprint(), id,
                    this.clock.millis());
            if (earlier != null) {
                return new Submitted(document(handle, earlier), true);
            }
            submit(handle, caller.name(), request, id);
            return new Submitted(document(handle, id), false);
        });
    }

    /**
     * Makes a job as a part of something greater.
     * @param owner name of the key, or of the part of the server that asks
     * @return its id
     * @throws HttpProblem 429 if the owner has too many that have not ended
     */
    public String submit(Handle handle, String owner, JobRequest request) {
        String id = Ids.next("job", this.clock.millis());
        submit(handle, owner, request, id);
        return id;
    }

    /**
     * Whether an owner may have another job.
     * @throws HttpProblem 429 if there are too many that have not ended
     */
    public void admit(Handle handle, String owner) {
        int open = handle
            .createQuery("SELECT COUNT(*) FROM jobs WHERE owner = ?"
                    + " AND state IN ('queued', 'planning', 'running', 'assembling', 'held')")
            .bind(0, owner)
            .mapTo(Integer.class)
            .one();
        if (open >= this.most) {
            throw new HttpProblem(429, "too-many-jobs", "There are too many jobs",
                    "\"%s\" has %d jobs that have not ended, and no more are taken; wait for some, or cancel some"
                        .formatted(owner, open))
                .with("Retry-After", RETRY_SECONDS);
        }
    }

    private void submit(Handle handle, String owner, JobRequest request, String id) {
        admit(handle, owner);
        Asset asset = this.assets.get(handle, request.asset());
        if (asset.state().equals(Asset.UNUSABLE)) {
            throw Problem.media("asset %s cannot be used: %s", asset.id(),
                    (asset.problem() != null) ? asset.problem().path("detail").asText() : "it could not be read");
        }
        if (request.webhook() != null) {
            this.webhooks.accept(request.webhook());
        }
        String preset = request.recipe().isTextual() ? request.recipe().asText() : null;
        Recipe recipe = Feasible.checked(Recipes.parse(
                (preset != null) ? this.presets.recipe(handle, preset) : Json.line(request.recipe()), "recipe.json"));
        fits(asset, recipe);
        handle.execute(
                "INSERT INTO jobs (id, asset_id, name, recipe, preset, options, priority, webhook, state, version,"
                        + " progressed, owner, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)",
                id, asset.id(), asset.name(), Json.line(recipe), preset, Json.line(request.options()),
                request.priority(), request.webhook(), JobState.QUEUED.word(), owner, this.clock.millis());
        label(handle, id, request.labels());
        this.assets.touch(handle, asset.id());
        this.audit.add(handle, owner, "job.submit", id, Map.of("asset", asset.id()));
        this.tasks.offer(handle, TaskKind.PLAN, id, asset.id());
        created(handle, JobRow.get(handle, id));
    }

    /**
     * Makes a job of footage that was refused before there could be one: it has failed,
     * and has neither footage nor tasks.
     * @param name of the footage
     * @param request without an asset; its recipe may be wrong, and is not kept
     * @return its id
     */
    public String refuse(Handle handle, String owner, String name, JobRequest request, Problem why) {
        String id = Ids.next("job", this.clock.millis());
        String preset = request.recipe().isTextual() ? request.recipe().asText() : null;
        handle.execute(
                "INSERT INTO jobs (id, name, preset, options, priority, webhook, state, version, progressed, owner,"
                        + " created) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)",
                id, name, preset, Json.line(request.options()), request.priority(), allowed(request.webhook()),
                JobState.QUEUED.word(), owner, this.clock.millis());
        label(handle, id, request.labels());
        this.audit.add(handle, owner, "job.refuse", id, Map.of("name", name));
        created(handle, JobRow.get(handle, id));
        this.lifecycle.end(handle, JobRow.get(handle, id), JobState.FAILED, Json.line(ProblemDocument.of(why)));
        return id;
    }

    /** A webhook that no message may go to may be what was refused. */
    private String allowed(String webhook) {
        try {
            if (webhook != null) {
                this.webhooks.accept(webhook);
            }
            return webhook;
        }
        catch (Problem wrong) {
            return null;
        }
    }

    private void created(Handle handle, JobRow job) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", job.name());
        data.put("state", job.state().word());
        data.put("priority", job.priority());
        data.put("preset", job.preset());
        data.put("owner", job.owner());
        this.events.add(handle, "job.created", job.id(), job.asset(), data);
    }

    /**
     * Refuses what planning could only refuse; of footage that is not probed yet, it
     * does.
     */
    private static void fits(Asset asset, Recipe recipe) {
        String codec = recipe.output().codec();
        if (asset.state().equals(Asset.READY) && Codec.ids().contains(codec)) {
            int scale = recipe.operations()
                .stream()
                .mapToInt((operation) -> (operation instanceof Upscale upscale) ? upscale.scale() : 1)
                .reduce(1, Math::multiplyExact);
            JsonNode video = asset.clip().path("video");
            try {
                PictureSize.check(Codec.of(codec), Math.multiplyExact(video.path("width").asInt(), scale),
                        Math.multiplyExact(video.path("height").asInt(), scale));
            }
            catch (Problem tooMuch) {
                throw Problem.invalid("%s", Wording.ofRequest(tooMuch.getMessage()));
            }
        }
    }

    private static void label(Handle handle, String id, Map<String, String> labels) {
        handle.execute("DELETE FROM job_labels WHERE job_id = ?", id);
        labels.forEach((name, value) -> handle.execute("INSERT INTO job_labels (job_id, name, value) VALUES (?, ?, ?)",
                id, name, value));
    }

    /**
     * One with everything.
     * @throws Problem NOT_FOUND
     */
    public JobDocument get(String id) {
        return this.database.read((handle) -> document(handle, id));
    }

    private JobDocument document(Handle handle, String id) {
        return JobDocuments.whole(handle, JobRow.get(handle, id), this.tasks.of(handle, id));
    }

    /** The newest first. */
    public JobPage list(JobFilter filter) {
        return this.database.read(filter::page);
    }

    /**
     * Ends it; what is at work stops within seconds.
     * @throws Problem NOT_FOUND, or CONFLICT if it has ended otherwise
     */
    public JobDocument cancel(Caller caller, String id) {
        return change(caller, id, "job.cancel", (handle, job) -> {
            if (job.state() == JobState.CANCELLED) {
                return;
            }
            if (job.state().ended()) {
                throw Problem.conflict("job %s is %s and can no longer be cancelled", id, job.state().word());
            }
            this.lifecycle.end(handle, job, JobState.CANCELLED, null);
        });
    }

    /**
     * Begins what failed or was cancelled anew. It is planned again, for its plan may be
     * what was wrong: lost, or made for models that are no longer installed. Segments
     * that were finished by the same plan are recognised and kept.
     * @throws Problem NOT_FOUND, or CONFLICT if it is neither or has no footage
     * @throws HttpProblem 429 if its owner has too many that have not ended
     */
    public JobDocument retry(Caller caller, String id) {
        return change(caller, id, "job.retry", (handle, job) -> {
            if (job.state() != JobState.FAILED && job.state() != JobState.CANCELLED) {
                throw Problem.conflict("job %s is %s; only a failed or cancelled one can be tried again", id,
                        job.state().word());
            }
            if (job.asset() == null) {
                throw Problem.conflict(
                        "job %s has no footage to try again with, for %s was not taken from its folder;"
                                + " put right what its problem says, and it is taken by itself, or copy it there again",
                        id, job.name());
            }
            admit(handle, job.owner());
            handle.execute("DELETE FROM tasks WHERE job_id = ? AND kind IN (?, ?)", id, TaskKind.SEGMENT.word(),
                    TaskKind.ASSEMBLE.word());
            handle
                .execute("UPDATE tasks SET state = ?, failures = 0, deaths = 0, conflicts = 0, losses = 0, reached = 0,"
                        + " frames_done = 0, problem = NULL, worker = NULL, started = NULL, finished = NULL WHERE job_id = ? AND kind = ?",
                        TaskState.WAITING.word(), id, TaskKind.PLAN.word());
            handle.execute("UPDATE jobs SET finished = NULL WHERE id = ?", id);
            // a watch folder that has given it up waits for it again
            handle.execute("UPDATE watched SET state = 'taken', problem = NULL WHERE job_id = ?", id);
            this.lifecycle.change(handle, job, JobState.QUEUED, null);
            this.lifecycle.advance(handle, id);
        });
    }

    /**
     * Begins nothing more of it; segments that are being made are finished.
     * @throws Problem NOT_FOUND, or CONFLICT if it has ended
     */
    public JobDocument hold(Caller caller, String id) {
        return change(caller, id, "job.hold", (handle, job) -> {
            if (job.state().ended()) {
                throw Problem.conflict("job %s is %s and cannot be held", id, job.state().word());
            }
            this.tasks.of(handle, id)
                .stream()
                .filter((task) -> task.state() == TaskState.READY && task.kind().gates())
                .forEach((task) -> this.tasks.park(handle, task));
            this.lifecycle.change(handle, job, JobState.HELD, null);
        });
    }

    /**
     * Lets a held job go on.
     * @throws Problem NOT_FOUND, or CONFLICT if it is not held
     */
    public JobDocument release(Caller caller, String id) {
        return change(caller, id, "job.release", (handle, job) -> {
            if (job.state() != JobState.HELD) {
                throw Problem.conflict("job %s is %s, not held", id, job.state().word());
            }
            this.lifecycle.change(handle, job, JobState.QUEUED, null);
            this.lifecycle.advance(handle, id);
        });
    }

    /**
     * Changes priority, labels or both.
     * @param body {@code {"priority": 10, "labels": {…}}}; labels replace those that are
     * @throws Problem NOT_FOUND or INVALID, or CONFLICT for the priority of an ended job
     */
    public JobDocument patch(Caller caller, String id, String body) {
        ObjectNode fields = Fields.object(body, "a job's change", "priority", "labels");
        return change(caller, id, "job.patch", (handle, job) -> {
            Map<String, String> before = JobDocuments.brief(handle, List.of(job)).getFirst().labels();
            int priority = JobRequest.priority(fields.get("priority"), job.priority());
            if (priority != job.priority()) {
                if (job.state().ended()) {
                    throw Problem.conflict("job %s is %s; its priority means nothing any more", id, job.state().word());
                }
                handle.execute("UPDATE jobs SET priority = ? WHERE id = ?", priority, id);
                this.tasks.rank(handle, id);
            }
            if (fields.hasNonNull("labels")) {
                label(handle, id, JobRequest.labels(fields.get("labels")));
            }
            JobDocument now = JobDocuments.brief(handle, List.of(JobRow.get(handle, id))).getFirst();
            if (now.priority() != job.priority() || !now.labels().equals(before)) {
                this.events.add(handle, "job.changed", id, job.asset(),
                        Map.of("priority", now.priority(), "labels", now.labels()));
            }
        });
    }

    /** Forgets idempotency keys that are too old; to be called now and then. */
    public int forgetKeys(Handle handle) {
        return IdempotencyKeys.prune(handle, this.clock.millis());
    }

    /** Who may change a job: its owner, and an admin. */
    static void allow(Caller caller, String id, String owner) {
        if (!owner.equals(caller.name()) && !caller.scope().allows(Scope.ADMIN)) {
            throw new HttpProblem(403, "forbidden", "The key does not allow that",
                    "job %s belongs to \"%s\"; the key \"%s\" needs the scope admin to change it".formatted(id, owner,
                            caller.name()));
        }
    }

    private JobDocument change(Caller caller, String id, String action, BiConsumer<Handle, JobRow> work) {
        return this.database.change((handle) -> {
            JobRow job = JobRow.lock(handle, id);
            allow(caller, id, job.owner());
            // before the events, which are best the last that a transaction writes
            this.audit.add(handle, caller.name(), action, id, Map.of());
            work.accept(handle, job);
            return document(handle, id);
        });
    }

    /**
     * What became of a request.
     *
     * @param replayed true if the same request had made this job before
     */
    public record Submitted(JobDocument job, boolean replayed) {

    }

}
