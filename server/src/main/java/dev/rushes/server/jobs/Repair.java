package dev.rushes.server.jobs;

import java.time.Instant;
import java.util.List;

import dev.rushes.server.database.Database;
import dev.rushes.server.queue.Resource;
import org.jdbi.v3.core.Handle;

/** Finds what a crash or a lost database file has left half done. */
public final class Repair {

    private final Database database;

    private final TaskStore tasks;

    private final Lifecycle lifecycle;

    public Repair(Database database, TaskStore tasks, Lifecycle lifecycle) {
        this.database = database;
        this.tasks = tasks;
        this.lifecycle = lifecycle;
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
        this.tasks.offer(handle, task, Instant.ofEpochMilli(task.ready()), 0);
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
