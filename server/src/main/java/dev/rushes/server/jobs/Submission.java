package dev.rushes.server.jobs;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.Plural;
import dev.rushes.models.Problem;
import dev.rushes.server.assets.Asset;
import dev.rushes.server.assets.Assets;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Ids;
import dev.rushes.server.events.EventLog;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.http.ProblemDocument;
import dev.rushes.server.operations.Feasible;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Recipe;
import dev.rushes.workers.job.Recipes;
import dev.rushes.workers.plan.Foresight;
import org.jdbi.v3.core.Handle;

/** How jobs come into being, within a transaction of whoever wants them. */
final class Submission {

    private static final String RETRY_SECONDS = "60";

    private final TaskStore tasks;

    private final Lifecycle lifecycle;

    private final Assets assets;

    private final PresetRecipes presets;

    private final Feasible feasible;

    private final Consumer<String> webhooks;

    private final EventLog events;

    private final Audit audit;

    private final Clock clock;

    private final int most;

    Submission(TaskStore tasks, Lifecycle lifecycle, Assets assets, PresetRecipes presets, Feasible feasible,
            Consumer<String> webhooks, EventLog events, Audit audit, Clock clock, int most) {
        this.tasks = tasks;
        this.lifecycle = lifecycle;
        this.assets = assets;
        this.presets = presets;
        this.feasible = feasible;
        this.webhooks = webhooks;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
        this.most = most;
    }

    /**
     * Whether an owner may have another job.
     * @throws HttpProblem 429 if there are too many that have not ended
     */
    void admit(Handle handle, String owner) {
        int open = handle
            .createQuery("SELECT COUNT(*) FROM jobs WHERE owner = ?"
                    + " AND state IN ('queued', 'planning', 'running', 'assembling', 'held')")
            .bind(0, owner)
            .mapTo(Integer.class)
            .one();
        if (open >= this.most) {
            throw new HttpProblem(429, "too-many-jobs", "There are too many jobs",
                    "\"%s\" has reached its limit of %s at a time; wait until one has ended, or cancel one"
                        .formatted(owner, Plural.of(open, "job")))
                .with("Retry-After", RETRY_SECONDS);
        }
    }

    /**
     * Makes a job.
     * @param id that it gets
     * @throws Problem INVALID or NOT_FOUND with the field that is wrong, MEDIA if the
     * footage cannot be used
     * @throws HttpProblem 429 if the owner has too many that have not ended
     */
    void make(Handle handle, String owner, JobRequest request, String id) {
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
        Recipe recipe = this.feasible.checked(Recipes.parseField(
                (preset != null) ? this.presets.recipe(handle, preset) : Json.line(request.recipe()), "recipe"));
        fits(asset, recipe);
        handle.execute(
                "INSERT INTO jobs (id, asset_id, name, recipe, preset, options, priority, webhook, state, version,"
                        + " progressed, owner, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)",
                id, asset.id(), asset.name(), Json.line(recipe), preset, Json.line(request.options()),
                request.priority(), request.webhook(), JobState.QUEUED.word(), owner, this.clock.millis());
        label(handle, id, request.labels());
        this.assets.touch(handle, asset.id());
        this.audit.add(handle, owner, "job.submit", id, Map.of("asset", asset.id()));
        if (recipe.makesMaster()) {
            this.tasks.offer(handle, TaskKind.PLAN, id, asset.id());
        }
        if (recipe.tag().isPresent()) {
            this.tasks.offer(handle, TaskKind.TAG, id, asset.id());
        }
        created(handle, JobRow.get(handle, id));
    }

    /**
     * Makes a job of footage that was refused before there could be one: it has failed,
     * and has neither footage nor tasks.
     * @param name of the footage
     * @param request without an asset; its recipe may be wrong, and is not kept
     * @return its id
     */
    String refuse(Handle handle, String owner, String name, JobRequest request, Problem why) {
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
        if (asset.state().equals(Asset.READY)) {
            JsonNode video = asset.clip().path("video");
            try {
                Foresight.check(recipe, video.path("width").asInt(), video.path("height").asInt());
            }
            catch (Problem tooMuch) {
                throw Problem.invalid("%s", Wording.ofRequest(tooMuch.getMessage()));
            }
        }
    }

    /** Gives a job these labels in place of those that it has. */
    static void label(Handle handle, String id, Map<String, String> labels) {
        handle.execute("DELETE FROM job_labels WHERE job_id = ?", id);
        labels.forEach((name, value) -> handle.execute("INSERT INTO job_labels (job_id, name, value) VALUES (?, ?, ?)",
                id, name, value));
    }

}
