package dev.rushes.server.jobs;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
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

    private final Assets assets;

    private final EventLog events;

    private final Clock clock;

    private final Waiting waiting;

    private final Sequel sequel;

    private final Deaths deaths;

    public Attempts(Database database, Queue queue, TaskStore tasks, Lifecycle lifecycle, Assets assets,
            EventLog events, Clock clock) {
        this.waiting = new Waiting(database, events, clock);
        this.database = database;
        this.queue = queue;
        this.tasks = tasks;
        this.assets = assets;
        this.events = events;
        this.clock = clock;
        this.sequel = new Sequel(tasks, lifecycle, assets);
        this.deaths = new Deaths(database, queue, tasks, this.sequel);
    }

    /**
     * Begins a task that the queue has brought.
     * @param resource the queue that it came from
     * @return empty if there is nothing to do: it is over or held, or another's meanwhile
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
            if (this.queue.anothers(handle, id, resource, worker)) {
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
            this.sequel.advance(handle, task);
            return Optional.of(new Attempt(id, task.job(), task.asset(), task.kind(), task.number(), resource,
                    task.attempt() + 1, claim(handle, task)));
        });
    }

    /** Whoever locks a job counts its version up, so it grows from attempt to attempt. */
    private static long claim(Handle handle, TaskRow task) {
        return (task.job() == null) ? task.attempt() + 1
                : handle.createQuery("SELECT version FROM jobs WHERE id = ?")
                    .bind(0, task.job())
                    .mapTo(Long.class)
                    .one();
    }

    /**
     * Whether an attempt may still end its task.
     * @throws Problem EXHAUSTED if the database is away
     */
    public boolean holds(Attempt attempt) {
        return this.database.read((handle) -> this.tasks.find(handle, attempt.task()))
            .filter((task) -> holds(attempt, task))
            .isPresent();
    }

    private static boolean holds(Attempt attempt, TaskRow task) {
        return task.state() == TaskState.RUNNING && task.attempt() == attempt.attempt();
    }

    /**
     * Looks at what the queue has brought before it is begun.
     * @return empty if there is no such task
     */
    public Optional<Prospect> prospect(String id) {
        return this.database.read((handle) -> this.tasks.find(handle, id))
            .map((task) -> new Prospect(task.kind(), suspect(task)));
    }

    /**
     * Whether a task is better done while nothing else is at stake in the process. An
     * assembly would keep all others waiting for as long as it takes, and one death may
     * have been another's fault.
     */
    private static boolean suspect(TaskRow task) {
        return (task.kind() == TaskKind.ASSEMBLE) ? task.deaths() > 1
                : task.deaths() > 0 || task.state() == TaskState.RUNNING;
    }

    /**
     * What is to be known of a task before it is begun.
     *
     * @param suspect whether it may take its worker along
     */
    public record Prospect(TaskKind kind, boolean suspect) {

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
            if (task.job() != null) {
                // the job comes on, whatever ends the server meanwhile
                handle.execute("UPDATE tasks SET losses = 0 WHERE job_id = ? AND losses > 0", task.job());
            }
            publication.accept(handle);
            this.sequel.advance(handle, task);
            return true;
        });
    }

    /** Ends an attempt with a problem; the task is tried again if that may help. */
    public void fail(Attempt attempt, Problem problem) {
        this.database.update((handle) -> {
            TaskRow task = held(handle, attempt);
            if (task == null) {
                return;
            }
            handle.execute("UPDATE tasks SET frames_done = 0 WHERE id = ?", task.id());
            String document = Json.line(ProblemDocument.of(problem));
            handle.execute("UPDATE tasks SET failures = failures + 1, problem = ? WHERE id = ?", document, task.id());
            Duration wait = Retry.after(task.kind(), problem.kind(), task.failures() + 1);
            if (wait != null) {
                if (task.kind() == TaskKind.PROBE) {
                    this.assets.troubled(handle, task.asset(), document);
                }
                this.sequel.again(handle, task, wait, 0);
            }
            else {
                this.sequel.giveUp(handle, task, problem);
            }
            this.sequel.advance(handle, task);
        });
    }

    /** Of what its job waits for now. */
    private void tell(Handle handle, TaskRow task) {
        if (task.job() != null) {
            this.waiting.tell(handle, JobRow.get(handle, task.job()));
        }
    }

    /** Ends an attempt without blame, as its worker has to go. */
    public void handBack(Attempt attempt) {
        handBack(attempt, (handle, task) -> this.sequel.again(handle, task, Duration.ZERO, 1));
    }

    /**
     * Ends an attempt without blame, as there is something to wait for.
     * @param wait a minute at most
     * @param why that is shown meanwhile
     */
    public void handBack(Attempt attempt, Duration wait, String why) {
        handBack(attempt, (handle, task) -> this.sequel.again(handle, task, wait, why));
    }

    private void handBack(Attempt attempt, BiConsumer<Handle, TaskRow> again) {
        this.database.update((handle) -> {
            TaskRow task = held(handle, attempt);
            if (task != null) {
                handle.execute("UPDATE tasks SET frames_done = 0 WHERE id = ?", task.id());
                again.accept(handle, task);
                this.sequel.advance(handle, task);
                tell(handle, task);
            }
        });
    }

    /**
     * Offers one later that the queue has brought to a worker and that is not begun;
     * nothing happens if another has it meanwhile.
     * @param wait a minute at most
     * @param why that is shown meanwhile
     */
    public void postpone(String id, Resource resource, String worker, Duration wait, String why) {
        this.database.update((handle) -> {
            TaskRow task = this.tasks.lock(handle, id);
            if (task != null && this.queue.anothers(handle, id, resource, worker)) {
                return;
            }
            if (task != null && (task.state() == TaskState.READY || task.state() == TaskState.RUNNING)) {
                this.sequel.again(handle, task, wait, why);
                this.sequel.advance(handle, task);
                tell(handle, task);
            }
            else {
                this.queue.withdraw(handle, id, resource);
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
        return blamed ? this.deaths.blamed(worker) : this.deaths.excused(worker);
    }

    /**
     * A worker has ended with its server. Nothing is blamed for that unless it happens to
     * the same task again and again, and that comes no farther in between.
     */
    public void lose(String worker) {
        this.deaths.lost(worker);
    }

    /** Whether its job is held, so that it waits for the release. */
    static boolean parked(Handle handle, TaskRow task) {
        return task.job() != null && task.kind().gates() && JobRow.get(handle, task.job()).state() == JobState.HELD;
    }

    /** The task of an attempt that still holds it, locked; else null. */
    private TaskRow held(Handle handle, Attempt attempt) {
        TaskRow task = this.tasks.lock(handle, attempt.task());
        return (task != null && holds(attempt, task)) ? task : null;
    }

}
