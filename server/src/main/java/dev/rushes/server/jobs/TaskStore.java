package dev.rushes.server.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Ids;
import dev.rushes.server.queue.Queue;
import dev.rushes.server.queue.Rank;
import dev.rushes.server.queue.Resource;
import org.jdbi.v3.core.Handle;

/** The table of tasks, and its shadow in the queue. */
public final class TaskStore {

    /** What is for the page ranks so: somebody looks at it and waits. */
    private static final int PAGE_PRIORITY = 10;

    private final Queue queue;

    private final Clock clock;

    public TaskStore(Queue queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Adds a task that may begin at once.
     * @param job whose it is, or null for a task of the asset alone
     */
    public void offer(Handle handle, TaskKind kind, String job, String asset) {
        offer(handle, kind, job, asset, 0);
    }

    /** The same for one of several. */
    void offer(Handle handle, TaskKind kind, String job, String asset, int number) {
        String id = add(handle, kind, job, asset, number, kind.resource(), 0);
        offer(handle, find(handle, id).orElseThrow(), Duration.ZERO, 0);
    }

    /**
     * Adds what a plan consists of.
     * @param segments the frames of each, 0 where that is not known
     * @param resource where segments are made
     */
    public void addPlanned(Handle handle, String job, String asset, List<Long> segments, Resource resource) {
        for (int number = 0; number < segments.size(); number++) {
            add(handle, TaskKind.SEGMENT, job, asset, number, resource, segments.get(number));
        }
        add(handle, TaskKind.ASSEMBLE, job, asset, 0, TaskKind.ASSEMBLE.resource(), 0);
    }

    /** Adds one that waits. */
    String add(Handle handle, TaskKind kind, String job, String asset, int number, Resource resource, long frames) {
        long now = this.clock.millis();
        String id = Ids.next("tsk", now);
        handle.execute(
                "INSERT INTO tasks (id, job_id, asset_id, kind, number, resource, state, attempt, failures, deaths,"
                        + " ready, frames, frames_done, fps) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, ?, 0, 0)",
                id, job, asset, kind.word(), number, resource.word(), TaskState.WAITING.word(), now, frames);
        return id;
    }

    Optional<TaskRow> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM tasks WHERE id = ?").bind(0, id).map(TaskRow.ROW).findOne();
    }

    /**
     * Reads one and keeps everybody else from changing it: its job first, everywhere, so
     * that no two wait for each other.
     * @return null if there is no such task
     */
    TaskRow lock(Handle handle, String id) {
        TaskRow task = find(handle, id).orElse(null);
        if (task == null) {
            return null;
        }
        if (task.job() != null) {
            handle.execute("UPDATE jobs SET version = version + 1 WHERE id = ?", task.job());
        }
        handle.execute("UPDATE tasks SET attempt = attempt WHERE id = ?", id);
        return find(handle, id).orElse(null);
    }

    /** All of a job's, the oldest first. */
    List<TaskRow> of(Handle handle, String job) {
        return handle.createQuery("SELECT * FROM tasks WHERE job_id = ? ORDER BY id")
            .bind(0, job)
            .map(TaskRow.ROW)
            .list();
    }

    /**
     * One of each job that waits for a class of workers: it makes a segment or the
     * master.
     * @param limit jobs at most, the oldest first
     */
    public List<Pending> pending(Handle handle, Resource resource, int limit) {
        return handle
            .createQuery("SELECT job_id, MIN(id) AS task, MIN(kind) AS kind FROM tasks WHERE state = 'ready'"
                    + " AND resource = ? AND kind IN ('segment', 'assemble') GROUP BY job_id ORDER BY job_id LIMIT ?")
            .bind(0, resource.word())
            .bind(1, limit)
            .map((row, _) -> new Pending(row.getString("task"), row.getString("job_id"),
                    TaskKind.of(row.getString("kind"))))
            .list();
    }

    /** A task that waits. */
    public record Pending(String task, String job, TaskKind kind) {

    }

    /** The classes of workers that have made a job's segments. */
    public List<Resource> madeBy(Handle handle, String job) {
        return handle.createQuery("SELECT DISTINCT resource FROM tasks WHERE job_id = ? AND kind = ? ORDER BY resource")
            .bind(0, job)
            .bind(1, TaskKind.SEGMENT.word())
            .map((row, _) -> Resource.of(row.getString("resource")))
            .list();
    }

    /**
     * Makes a task ready and offers it.
     * @param wait before it may begin
     * @param ahead added to its rank; 1 lets it go before its equals
     */
    void offer(Handle handle, TaskRow task, Duration wait, int ahead) {
        Instant ready = this.clock.instant().plus(wait);
        handle.execute("UPDATE tasks SET state = ?, ready = ?, worker = NULL, fps = 0, phase = NULL WHERE id = ?",
                TaskState.READY.word(), ready.toEpochMilli(), task.id());
        Turn turn = turn(handle, task);
        this.queue.offer(handle, task.id(), task.resource(), turn.rank() + ahead,
                wait.isZero() ? Rank.due(turn.created(), task.number()) : ready);
    }

    /** Takes it out of the queue and into another state. */
    void settle(Handle handle, TaskRow task, TaskState state, String problem) {
        handle.execute("UPDATE tasks SET state = ?, problem = ?, fps = 0, phase = NULL, finished = ? WHERE id = ?",
                state.word(), problem, this.clock.millis(), task.id());
        this.queue.withdraw(handle, task.id(), task.resource());
    }

    /** Moves one that is not at work to another class of workers. */
    void move(Handle handle, TaskRow task, Resource resource) {
        this.queue.withdraw(handle, task.id(), task.resource());
        handle.execute("UPDATE tasks SET resource = ? WHERE id = ?", resource.word(), task.id());
        if (task.state() == TaskState.READY) {
            offer(handle, find(handle, task.id()).orElseThrow(), Retry.wait(task.failures()), 0);
        }
    }

    /**
     * Lets segments be made again whose pieces are lost; the assembly that has found that
     * out waits for them.
     * @param assembly that ends just now
     * @param segments their numbers
     * @throws Problem INTERNAL if that has happened too often
     */
    public void remake(Handle handle, Attempt assembly, List<Integer> segments) {
        TaskRow task = find(handle, assembly.task()).orElseThrow();
        if (task.failures() + 1 >= Retry.TRIES) {
            throw new Problem(Problem.Kind.INTERNAL,
                    "segment %d has been lost or changed on disk since it was made, the %dth time that some were; look at the disk of the data directory, then retry the job"
                        .formatted(segments.getFirst(), Retry.TRIES));
        }
        handle.execute("UPDATE tasks SET state = ?, failures = failures + 1, finished = NULL WHERE id = ?",
                TaskState.WAITING.word(), task.id());
        for (int number : segments) {
            handle.execute("UPDATE tasks SET state = ?, frames_done = 0, finished = NULL WHERE job_id = ? AND kind = ?"
                    + " AND number = ?", TaskState.WAITING.word(), task.job(), TaskKind.SEGMENT.word(), number);
        }
    }

    /** Removes one that is over and that nobody needs to know of. */
    public void forget(Handle handle, String id) {
        handle.execute("DELETE FROM tasks WHERE id = ?", id);
    }

    /** After an asset was made that much earlier. */
    void rankOfAsset(Handle handle, String asset) {
        handle.createQuery("SELECT * FROM tasks WHERE asset_id = ? AND job_id IS NULL ORDER BY id")
            .bind(0, asset)
            .map(TaskRow.ROW)
            .list()
            .forEach((task) -> this.queue.rank(handle, task.id(), task.resource(), turn(handle, task).rank()));
    }

    /** Takes a ready one out of the queue until it is offered again. */
    void park(Handle handle, TaskRow task) {
        handle.execute("UPDATE tasks SET state = ?, phase = NULL WHERE id = ?", TaskState.WAITING.word(), task.id());
        this.queue.withdraw(handle, task.id(), task.resource());
    }

    /** After a change of its job's priority. */
    void rank(Handle handle, String job) {
        for (TaskRow task : of(handle, job)) {
            this.queue.rank(handle, task.id(), task.resource(), turn(handle, task).rank());
        }
    }

    /**
     * What was made while the clock ran ahead is made now: it would be the last for as
     * long.
     */
    private Turn turn(Handle handle, TaskRow task) {
        long now = this.clock.millis();
        if (task.kind() == TaskKind.STILL) {
            return new Turn(PAGE_PRIORITY, Math.min(now, task.ready()));
        }
        if (task.job() == null) {
            return handle.createQuery("SELECT created FROM assets WHERE id = ?")
                .bind(0, task.asset())
                .map((row, _) -> new Turn(PAGE_PRIORITY, Math.min(now, row.getLong("created"))))
                .one();
        }
        return handle.createQuery("SELECT priority, created FROM jobs WHERE id = ?")
            .bind(0, task.job())
            .map((row, _) -> new Turn(row.getInt("priority"), Math.min(now, row.getLong("created"))))
            .one();
    }

    /** What a task's turn hangs on. */
    private record Turn(int priority, long created) {

        int rank() {
            return Rank.of(this.priority, this.created);
        }

    }

}
