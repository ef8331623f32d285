package dev.rushes.server.jobs;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.models.Problem;
import dev.rushes.server.assets.Assets;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Database;
import dev.rushes.server.database.Ids;
import dev.rushes.server.events.EventLog;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.http.Scope;
import dev.rushes.server.operations.Feasible;
import org.jdbi.v3.core.Handle;

/**
 * What people do with jobs. Each change is one transaction with its audit entry and its
 * events.
 */
public final class Jobs {

    private final Database database;

    private final TaskStore tasks;

    private final Lifecycle lifecycle;

    private final EventLog events;

    private final Audit audit;

    private final Clock clock;

    private final Submission submission;

    /**
     * Jobs of a database.
     * @param feasible what recipes have to be
     * @param webhooks throws INVALID for a URL that no message may go to
     * @param most jobs of one owner that have not ended
     */
    public Jobs(Database database, TaskStore tasks, Lifecycle lifecycle, Assets assets, PresetRecipes presets,
            Feasible feasible, Consumer<String> webhooks, EventLog events, Audit audit, Clock clock, int most) {
        this.database = database;
        this.tasks = tasks;
        this.lifecycle = lifecycle;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
        this.submission = new Submission(tasks, lifecycle, assets, presets, feasible, webhooks, events, audit, clock,
                most);
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
            this.submission.make(handle, caller.name(), request, id);
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
        this.submission.make(handle, owner, request, id);
        return id;
    }

    /**
     * Whether an owner may have another job.
     * @throws HttpProblem 429 if there are too many that have not ended
     */
    public void admit(Handle handle, String owner) {
        this.submission.admit(handle, owner);
    }

    /**
     * Makes a job of footage that was refused before there could be one: it has failed,
     * and has neither footage nor tasks.
     * @param name of the footage
     * @param request without an asset; its recipe may be wrong, and is not kept
     * @return its id
     */
    public String refuse(Handle handle, String owner, String name, JobRequest request, Problem why) {
        return this.submission.refuse(handle, owner, name, request, why);
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
            handle.execute("UPDATE tasks SET state = ?, failures = 0, deaths = 0, losses = 0, reached = 0,"
                    + " frames_done = 0, problem = NULL, worker = NULL, started = NULL, finished = NULL WHERE job_id = ?"
                    + " AND (kind = ? OR kind = ? AND state <> ?)", TaskState.WAITING.word(), id, TaskKind.PLAN.word(),
                    TaskKind.TAG.word(), TaskState.DONE.word());
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
                Submission.label(handle, id, JobRequest.labels(fields.get("labels")));
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
