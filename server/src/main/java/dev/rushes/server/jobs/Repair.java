package dev.rushes.server.jobs;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.rushes.server.database.Database;
import dev.rushes.server.queue.Resource;
import dev.rushes.server.queue.Tables;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Finds what a crash or a lost database file has left half done. */
public final class Repair {

    /** Mended in one call; the rest follows with the next. */
    private static final int AT_ONCE = 500;

    /** By so much the clocks of a server's machines may differ. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final Database database;

    private final TaskStore tasks;

    private final Lifecycle lifecycle;

    private final Clock clock;

    public Repair(Database database, TaskStore tasks, Lifecycle lifecycle, Clock clock) {
        this.database = database;
        this.tasks = tasks;
        this.lifecycle = lifecycle;
        this.clock = clock;
    }

    /** Names of workers that have tasks and have not signed in, or have signed out. */
    public List<String> ownerless() {
        return this.database.read((handle) -> handle
            .createQuery("SELECT DISTINCT worker FROM tasks WHERE state = ? AND worker NOT IN (SELECT id FROM workers)")
            .bind(0, TaskState.RUNNING.word())
            .mapTo(String.class)
            .list());
    }

    /**
     * Offers ready tasks that are in no queue, except those of held jobs, which wait.
     * @return how many
     */
    public int offerLost() {
        int offered = 0;
        for (Resource resource : Resource.values()) {
            for (TaskRow task : this.database.read((handle) -> lost(handle, resource, null))) {
                offered += this.database.change((handle) -> offer(handle, task.id(), task.job(), resource)) ? 1 : 0;
            }
        }
        return offered;
    }

    private boolean offer(Handle handle, String id, String job, Resource resource) {
        if (job != null) {
            handle.execute("UPDATE jobs SET version = version + 1 WHERE id = ?", job);
        }
        // whether it is still so, now that nobody else may change it
        TaskRow task = lost(handle, resource, id).stream().findFirst().orElse(null);
        if (task == null) {
            return false;
        }
        if (Attempts.parked(handle, task)) {
            this.tasks.park(handle, task);
            return false;
        }
        this.tasks.offer(handle, task, Retry.wait(task.failures()), 0);
        return true;
    }

    /** All of a class, or the one of an id if it is one of them. */
    static List<TaskRow> lost(Handle handle, Resource resource, String id) {
        // no NOT IN: where there are many, PostgreSQL goes through the queue once a task
        Query query = handle
            .createQuery("SELECT * FROM tasks WHERE state IN ('ready', 'running') AND resource = :resource"
                    + ((id != null) ? " AND id = :id" : "")
                    + " AND NOT EXISTS (SELECT 1 FROM q_%s AS queue".formatted(resource.word())
                    + " WHERE task_name = :name AND task_instance = tasks.id)")
            .bind("resource", resource.word())
            .bind("name", Tables.TASK);
        return ((id != null) ? query.bind("id", id) : query).map(TaskRow.ROW).list();
    }

    /**
     * Looks for what waits for a moment that the clock was set back from: no task waits
     * longer than its failures say, and neither job nor footage stands behind what comes
     * from now on.
     * @return how many were found
     */
    public int shortenWaits() {
        long now = this.clock.millis();
        int found = 0;
        for (String id : this.database.read((handle) -> failedAndWaiting(handle, now))) {
            found += this.database.change((handle) -> shorten(handle, id, now));
        }
        for (String job : this.database.read((handle) -> unborn(handle, now))) {
            this.database.update((handle) -> {
                JobRow.lock(handle, job);
                handle.execute("UPDATE jobs SET created = ? WHERE id = ?", now, job);
                this.tasks.rank(handle, job);
            });
            found++;
        }
        for (String asset : this.database.read((handle) -> unbornAssets(handle, now))) {
            this.database.update((handle) -> {
                handle.execute("UPDATE assets SET created = ? WHERE id = ?", now, asset);
                this.tasks.rankOfAsset(handle, asset);
            });
            found++;
        }
        return found;
    }

    /** What may be waited for: a failure, or something other than itself. */
    private static Duration longest(TaskRow task) {
        Duration failed = Retry.wait(task.failures());
        return (task.phase() != null && failed.compareTo(Retry.LONGEST_WAIT) < 0) ? Retry.LONGEST_WAIT : failed;
    }

    /** What waits for nothing is due whatever the clock shows. */
    static List<String> failedAndWaiting(Handle handle, long now) {
        return handle
            .createQuery("SELECT id FROM tasks WHERE state = :state AND resource IN ('io', 'preview', 'cpu', 'gpu')"
                    + " AND ready > :now AND (failures > 0 OR phase IS NOT NULL) ORDER BY id LIMIT :limit")
            .bind("state", TaskState.READY.word())
            .bind("now", now)
            .bind("limit", AT_ONCE)
            .mapTo(String.class)
            .list();
    }

    private int shorten(Handle handle, String id, long now) {
        TaskRow task = this.tasks.lock(handle, id);
        if (task == null || task.state() != TaskState.READY || task.ready() <= now + longest(task).toMillis()) {
            return 0;
        }
        this.tasks.offer(handle, task, Retry.wait(task.failures()), 0);
        return 1;
    }

    static List<String> unbornAssets(Handle handle, long now) {
        return handle.createQuery("SELECT id FROM assets WHERE created > :born ORDER BY created, id LIMIT :limit")
            .bind("born", now + TOLERANCE.toMillis())
            .bind("limit", AT_ONCE)
            .mapTo(String.class)
            .list();
    }

    /** In the order of an index: another would have every job read, and that often. */
    static List<String> unborn(Handle handle, long now) {
        return handle
            .createQuery("SELECT id FROM jobs WHERE created > :born AND state NOT IN ('done', 'failed', 'cancelled')"
                    + " ORDER BY created, id LIMIT :limit")
            .bind("born", now + TOLERANCE.toMillis())
            .bind("limit", AT_ONCE)
            .mapTo(String.class)
            .list();
    }

    /**
     * Lets every job go on that is not where its tasks say. A server does not answer
     * before that, so the others are left alone.
     * @return how many there were
     */
    public int advanceAll() {
        List<String> stuck = this.database.read(Repair::stuck);
        for (String job : stuck) {
            this.database.update((handle) -> {
                JobRow.lock(handle, job);
                this.lifecycle.advance(handle, job);
            });
        }
        return stuck.size();
    }

    private static List<String> stuck(Handle handle) {
        Map<String, Standing> open = new HashMap<>();
        Map<String, JobState> states = new HashMap<>();
        handle
            .createQuery("SELECT jobs.id, jobs.state, tasks.kind, tasks.state AS task, COUNT(*) AS tasks"
                    + " FROM jobs JOIN tasks ON tasks.job_id = jobs.id"
                    + " WHERE jobs.state IN ('queued', 'planning', 'running', 'assembling')"
                    + " GROUP BY jobs.id, jobs.state, tasks.kind, tasks.state")
            .map((row, _) -> {
                String id = row.getString("id");
                states.put(id, JobState.of(row.getString("state")));
                open.computeIfAbsent(id, (_) -> new Standing())
                    .add(TaskKind.of(row.getString("kind")), TaskState.of(row.getString("task")), row.getInt("tasks"));
                return id;
            })
            .list();
        open.entrySet().removeIf((job) -> job.getValue().settled(states.get(job.getKey())));
        return List.copyOf(open.keySet());
    }

}
