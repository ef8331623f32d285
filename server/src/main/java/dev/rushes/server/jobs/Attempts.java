package dev.rushes.server.jobs;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import dev.rushes.models.Problem;
import dev.rushes.server.assets.Assets;
import dev.rushes.server.database.Database;
import dev.rushes.server.events.EventLog;
import dev.rushes.server.http.ProblemDocument;
import dev.rushes.server.queue.Queue;
import dev.rushes.server.queue.Resource;
import dev.rushes.workers.job.Json;
import org.jdbi.v3.core.Handle;

/**
 * What workers do with tasks. Each call is one transaction that first locks the task's
 * job; what a void attempt says is not heard.
 */
public final class Attempts {

    private static final long PROGRESS_MILLIS = 1000;

    private final Database database;

    private final Queue queue;

    private final TaskStore tasks;

    private final Lifecycle lifecycle;

    private final Assets assets;

    private final EventLog events;

    private final Clock clock;

    public Attempts(Database database, Queue queue, TaskStore tasks, Lifecycle lifecycle, Assets assets,
            EventLog events, Clock clock) {
        this.database = database;
        this.queue = queue;
        this.tasks = tasks;
        this.lifecycle = lifecycle;
        this.assets = assets;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Begins a task that the queue has brought.
     * @param resource the queue that it came from
     * @return empty if there is nothing to do: it is over or held
     */
    public Optional<Attempt> begin(String id, Resource resource, String worker) {
        return this.database.change((handle) -> {
            TaskRow task = this.tasks.lock(handle, id);
            if (task == null) {
                this.queue.withdraw(handle, id, resource);
                return Optional.empty();
            }
            if (task.state() != TaskState.READY && task.state() != TaskState.RUNNING) {
                this.queue.withdraw(handle, id, resource);
                return Optional.empty();
            }
            if (parked(handle, task)) {
                this.tasks.park(handle, task);
                return Optional.empty();
            }
            // one that is running may be brought as well: whoever has it has lost it, or
            // asks twice as it did not hear the answer. Nobody has died of that: a death
            // is
            // counted where it is seen, by release
            handle.execute(
                    "UPDATE tasks SET state = ?, attempt = attempt + 1, worker = ?, started = ?, phase = NULL,"
                            + " frames_done = 0, fps = 0 WHERE id = ?",
                    TaskState.RUNNING.word(), worker, this.clock.millis(), id);
            advance(handle, task);
            return Optional.of(new Attempt(id, task.job(), task.asset(), task.kind(), task.number(), resource,
                    task.attempt() + 1));
        });
    }

    /**
     * Whether a task has taken a worker along before; it is better done while nothing
     * else is at stake in the process.
     */
    public boolean suspect(String id) {
        return this.database.read((handle) -> this.tasks.find(handle, id)
            .map((task) -> task.deaths() > 0 || task.state() == TaskState.RUNNING)
            .orElse(false));
    }

    /**
     * Writes how far an attempt is.
     * @param framesDone since it began
     * @param fps frames a second now
     * @return false if the attempt is void, which its work should end
     */
    public boolean progress(Attempt attempt, long framesDone, double fps, String phase) {
        return this.database.change((handle) -> {
            TaskRow task = held(handle, attempt);
            if (task == null) {
                return false;
            }
            handle.execute("UPDATE tasks SET frames_done = ?, fps = ?, phase = ? WHERE id = ?", framesDone, fps, phase,
                    attempt.task());
            long now = this.clock.millis();
            if (attempt.job() != null && attempt.kind().gates()
                    && handle.execute("UPDATE jobs SET progressed = ? WHERE id = ? AND progressed <= ?", now,
                            attempt.job(), now - PROGRESS_MILLIS) == 1) {
                progressed(handle, attempt);
            }
            return true;
        });
    }

    private void progressed(Handle handle, Attempt attempt) {
        Progress now = Progress.of(handle, attempt.job());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("progress", now.fraction());
        data.put("fps", now.fps());
        data.put("eta_seconds", now.etaSeconds());
        data.put("frames_done", now.framesDone());
        data.put("frames_total", now.framesTotal());
        data.put("phase", now.phase());
        this.events.add(handle, "job.progress", attempt.job(), attempt.asset(), data);
    }

    /**
     * Ends an attempt well.
     * @param publication writes what came of it, in the transaction that ends it
     * @return false if the attempt was void and nothing was written
     */
    public boolean succeed(Attempt attempt, Consumer<Handle> publication) {
        return this.database.change((handle) -> {
            TaskRow task = held(handle, attempt);
            if (task == null) {
                return false;
            }
            handle.execute("UPDATE tasks SET frames_done = frames WHERE id = ?", task.id());
            this.tasks.settle(handle, task, TaskState.DONE, null);
            publication.accept(handle);
            advance(handle, task);
            return true;
        });
    }

    /**
     * Ends an attempt with a problem; the task is tried again if that may help. A
     * CONFLICT is none of the task's own: another process, which lives, is at the same
     * files, such as one that was stopped and held for dead. It is waited for, however
     * long.
     */
    public void fail(Attempt attempt, Problem problem) {
        this.database.update((handle) -> {
            TaskRow task = held(handle, attempt);
            if (task == null) {
                return;
            }
            if (problem.kind() == Problem.Kind.CONFLICT) {
                handle.execute("UPDATE tasks SET frames_done = 0 WHERE id = ?", task.id());
                again(handle, task, Retry.conflict(task.attempt()), 0);
                handle.execute("UPDATE tasks SET phase = ? WHERE id = ?", "waiting: " + problem.getMessage(),
                        task.id());
                advance(handle, task);
                return;
            }
            String document = Json.line(ProblemDocument.of(problem));
            handle.execute("UPDATE tasks SET failures = failures + 1, problem = ?, frames_done = 0 WHERE id = ?",
                    document, task.id());
            Duration wait = Retry.after(task.kind(), problem.kind(), task.failures() + 1);
            if (wait != null) {
                if (task.kind() == TaskKind.PROBE) {
                    this.assets.troubled(handle, task.asset(), document);
                }
                again(handle, task, wait, 0);
            }
            else {
                giveUp(handle, task, problem);
            }
            advance(handle, task);
        });
    }

    /** Ends an attempt without blame, as its worker has to go. */
    public void handBack(Attempt attempt) {
        this.database.update((handle) -> {
            TaskRow task = held(handle, attempt);
            if (task != null) {
                handle.execute("UPDATE tasks SET frames_done = 0 WHERE id = ?", task.id());
                again(handle, task, Duration.ZERO, 1);
                advance(handle, task);
            }
        });
    }

    /**
     * A worker is dead: what it had goes to others.
     * @param blamed whether its death is counted against its tasks; not if it was told to
     * go
     * @return whether it had signed in, or begun anything
     */
    public boolean release(String worker, boolean blamed) {
        List<String> held = this.database
            .read((handle) -> handle.createQuery("SELECT id FROM tasks WHERE worker = ? AND state = ? ORDER BY id")
                .bind(0, worker)
                .bind(1, TaskState.RUNNING.word())
                .mapTo(String.class)
                .list());
        for (String id : held) {
            this.database.update((handle) -> {
                TaskRow task = this.tasks.lock(handle, id);
                if (task != null && task.state() == TaskState.RUNNING && worker.equals(task.worker())) {
                    if (blamed) {
                        bury(handle, task);
                    }
                    else {
                        again(handle, task, Duration.ZERO, 1);
                    }
                    advance(handle, task);
                }
            });
        }
        return this.database.change((handle) -> {
            this.queue.release(handle, worker);
            return handle.execute("DELETE FROM workers WHERE id = ?", worker) > 0 || !held.isEmpty();
        });
    }

    /**
     * Counts a death against a task, which goes before its equals next time, so that a
     * clip that kills shows it at once.
     */
    private void bury(Handle handle, TaskRow task) {
        handle.execute("UPDATE tasks SET deaths = deaths + 1, frames_done = 0 WHERE id = ?", task.id());
        if (!tooDeadly(task)) {
            again(handle, task, Duration.ZERO, 1);
        }
        else {
            giveUp(handle, task, new Problem(Problem.Kind.MEDIA,
                    "the clip has ended its worker process %d times, the last time while a worker was to %s; it is not tried again by itself"
                        .formatted(Retry.DEATHS, task.kind().deed())));
        }
    }

    /** Whether one more death is one too many. */
    private static boolean tooDeadly(TaskRow task) {
        return task.deaths() + 1 >= Retry.DEATHS;
    }

    private void again(Handle handle, TaskRow task, Duration wait, int ahead) {
        if (parked(handle, task)) {
            this.tasks.park(handle, task);
        }
        else {
            this.tasks.offer(handle, task, wait, ahead);
        }
    }

    /** Whether its job is held, so that it waits for the release. */
    static boolean parked(Handle handle, TaskRow task) {
        return task.job() != null && task.kind().gates() && JobRow.get(handle, task.job()).state() == JobState.HELD;
    }

    private void giveUp(Handle handle, TaskRow task, Problem problem) {
        ProblemDocument document = ProblemDocument.of(problem);
        this.tasks.settle(handle, task, TaskState.FAILED, Json.line(document));
        if (task.kind() == TaskKind.PROBE) {
            this.assets.unusable(handle, task.asset(), document);
        }
    }

    private void advance(Handle handle, TaskRow task) {
        if (task.job() != null) {
            this.lifecycle.advance(handle, task.job());
        }
    }

    /** The task of an attempt that still holds it, locked; else null. */
    private TaskRow held(Handle handle, Attempt attempt) {
        TaskRow task = this.tasks.lock(handle, attempt.task());
        boolean valid = task != null && task.state() == TaskState.RUNNING && task.attempt() == attempt.attempt();
        return valid ? task : null;
    }

}
