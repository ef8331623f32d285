package dev.rushes.server.jobs;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import dev.rushes.server.database.Database;
import dev.rushes.server.queue.Resource;
import org.jdbi.v3.core.Handle;

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
    private static List<TaskRow> lost(Handle handle, Resource resource, String id) {
        return handle
            .createQuery("SELECT * FROM tasks WHERE state IN ('ready', 'running') AND resource = :resource"
                    + " AND (CAST(:id AS TEXT) IS NULL OR id = :id)"
                    + " AND id NOT IN (SELECT task_instance FROM q_%s)".formatted(resource.word()))
            .bind("resource", resource.word())
            .bind("id", id)
            .map(TaskRow.ROW)
            .list();
    }

    /**
     * Looks for what waits for a moment that the clock was set back from: no task waits
     * longer than its failures say, and no job stands behind those that are made from now
     * on.
     * @return how many were found
     */
    public int shortenWaits() {
        long now = this.clock.millis();
        int found = 0;
        for (String id : failedAndWaiting(now)) {
            found += this.database.change((handle) -> shorten(handle, id, now));
        }
        for (String job : unborn(now)) {
            this.database.update((handle) -> {
                JobRow.lock(handle, job);
                handle.execute("UPDATE jobs SET created = ? WHERE id = ?", now, job);
                this.tasks.rank(handle, job);
            });
            found++;
        }
        return found;
    }

    /** What may be waited for: a failure, or another process that is at it. */
    private static Duration longest(TaskRow task) {
        Duration failed = Retry.wait(task.failures());
        return (task.phase() != null && failed.compareTo(Retry.LONGEST_CONFLICT) < 0) ? Retry.LONGEST_CONFLICT : failed;
    }

    /** What waits for nothing is due whatever the clock shows. */
    private List<String> failedAndWaiting(long now) {
        return this.database.read((handle) -> handle
            .createQuery("SELECT id FROM tasks WHERE state = :state AND resource IN ('io', 'preview', 'cpu', 'gpu')"
                    + " AND ready > :now AND (failures > 0 OR phase IS NOT NULL) ORDER BY id LIMIT :limit")
            .bind("state", TaskState.READY.word())
            .bind("now", now)
            .bind("limit", AT_ONCE)
            .mapTo(String.class)
            .list());
    }

    private int shorten(Handle handle, String id, long now) {
        TaskRow task = this.tasks.lock(handle, id);
        if (task == null || task.state() != TaskState.READY || task.ready() <= now + longest(task).toMillis()) {
            return 0;
        }
        this.tasks.offer(handle, task, Retry.wait(task.failures()), 0);
        return 1;
    }

    private List<String> unborn(long now) {
        return this.database.read((handle) -> handle
            .createQuery("SELECT id FROM jobs WHERE created > :born AND state NOT IN ('done', 'failed', 'cancelled')"
                    + " ORDER BY id LIMIT :limit")
            .bind("born", now + TOLERANCE.toMillis())
            .bind("limit", AT_ONCE)
            .mapTo(String.class)
            .list());
    }

    /** Lets every job that has not ended go on. */
    public void advanceAll() {
        List<String> open = this.database.read((handle) -> handle
            .createQuery(
                    "SELECT id FROM jobs WHERE state IN ('queued', 'planning', 'running', 'assembling') ORDER BY id")
            .mapTo(String.class)
            .list());
        for (String job : open) {
            this.database.update((handle) -> {
                JobRow.lock(handle, job);
                this.lifecycle.advance(handle, job);
            });
        }
    }

}
