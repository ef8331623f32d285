package dev.rushes.server.jobs;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
        offer(handle, find(handle, id).orElseThrow(), Instant.ofEpochMilli(this.clock.millis()), 0);
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

    /** All of a job's, in the order in which they are done. */
    List<TaskRow> of(Handle handle, String job) {
        return handle.createQuery("SELECT * FROM tasks WHERE job_id = ? ORDER BY id")
            .bind(0, job)
            .map(TaskRow.ROW)
            .list();
    }

    /**
     * Makes a task ready and offers it.
     * @param ahead added to its rank; 1 lets it go before its equals
     */
    void offer(Handle handle, TaskRow task, Instant from, int ahead) {
        handle.execute("UPDATE tasks SET state = ?, ready = ?, worker = NULL, fps = 0 WHERE id = ?",
                TaskState.READY.word(), from.toEpochMilli(), task.id());
        this.queue.offer(handle, task.id(), task.resource(), rank(handle, task) + ahead, from);
    }

    /** Takes it out of the queue and into another state. */
    void settle(Handle handle, TaskRow task, TaskState state, String problem) {
        handle.execute("UPDATE tasks SET state = ?, problem = ?, fps = 0, phase = NULL, finished = ? WHERE id = ?",
                state.word(), problem, this.clock.millis(), task.id());
        this.queue.withdraw(handle, task.id(), task.resource());
    }

    /** Removes one that is over and that nobody needs to know of. */
    public void forget(Handle handle, String id) {
        handle.execute("DELETE FROM tasks WHERE id = ?", id);
    }

    /** Takes a ready one out of the queue until it is offered again. */
    void park(Handle handle, TaskRow task) {
        handle.execute("UPDATE tasks SET state = ? WHERE id = ?", TaskState.WAITING.word(), task.id());
        this.queue.withdraw(handle, task.id(), task.resource());
    }

    /** After a change of its job's priority. */
    void rank(Handle handle, String job) {
        for (TaskRow task : of(handle, job)) {
            this.queue.rank(handle, task.id(), task.resource(), rank(handle, task));
        }
    }

    private static int rank(Handle handle, TaskRow task) {
        if (task.kind() == TaskKind.STILL) {
            return Rank.of(PAGE_PRIORITY, task.ready());
        }
        if (task.job() == null) {
            return handle.createQuery("SELECT created FROM assets WHERE id = ?")
                .bind(0, task.asset())
                .map((row, _) -> Rank.of(PAGE_PRIORITY, row.getLong("created")))
                .one();
        }
        return handle.createQuery("SELECT priority, created FROM jobs WHERE id = ?")
            .bind(0, task.job())
            .map((row, _) -> Rank.of(row.getInt("priority"), row.getLong("created")))
            .one();
    }

}
