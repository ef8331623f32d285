package dev.rushes.server.jobs;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.rushes.server.database.Database;
import dev.rushes.server.queue.Resource;
import dev.rushes.workers.job.Handling;
import dev.rushes.workers.job.Json;

/**
 * What waits for a class of workers of which none is at work: no task waits without a
 * word.
 */
public final class Unattended {

    /** Mended in one call; the rest follows with the next. */
    private static final int AT_ONCE = 500;

    private final Database database;

    private final TaskStore tasks;

    private final Waiting waiting;

    public Unattended(Database database, TaskStore tasks, Waiting waiting) {
        this.waiting = waiting;
        this.database = database;
        this.tasks = tasks;
    }

    /**
     * Lets the processor make what was meant for a graphics card only because there was
     * one; of the rest, says what it waits for.
     * @param absent classes without a worker
     * @return how many tasks were moved
     */
    public int look(Set<Resource> absent) {
        int moved = 0;
        if (absent.contains(Resource.GPU) && !absent.contains(Resource.CPU)) {
            for (String task : movable()) {
                moved += this.database.change((handle) -> {
                    TaskRow row = this.tasks.lock(handle, task);
                    if (row == null || row.resource() != Resource.GPU || !waits(row)) {
                        return 0;
                    }
                    this.tasks.move(handle, row, Resource.CPU);
                    return 1;
                });
            }
        }
        absent.forEach((resource) -> say(resource, null, sentence(resource)));
        EnumSet<Resource> present = EnumSet.allOf(Resource.class);
        present.removeAll(absent);
        present.forEach((resource) -> say(resource, sentence(resource), null));
        this.waiting.look();
        return moved;
    }

    static String sentence(Resource resource) {
        return "waiting for a worker of the class %s; none is at work".formatted(resource.word());
    }

    private static boolean waits(TaskRow task) {
        return task.state() == TaskState.READY || task.state() == TaskState.WAITING;
    }

    /** Segments whose job leaves it to the server where models run. */
    private List<String> movable() {
        return this.database.read((handle) -> {
            List<String> jobs = handle
                .createQuery("SELECT id, options FROM jobs WHERE id IN (SELECT job_id FROM tasks"
                        + " WHERE resource = 'gpu' AND state IN ('ready', 'waiting')) ORDER BY id")
                .map((row, _) -> Json.read(row.getString("options"), Handling.class).device().equals("auto")
                        ? row.getString("id") : "")
                .filter((id) -> !id.isEmpty())
                .list();
            return jobs.stream()
                .flatMap((job) -> this.tasks.of(handle, job).stream())
                .filter((task) -> task.resource() == Resource.GPU && waits(task))
                .limit(AT_ONCE)
                .map(TaskRow::id)
                .toList();
        });
    }

    private void say(Resource resource, String before, String now) {
        List<String> waiting = this.database.read((handle) -> handle
            .createQuery("SELECT id FROM tasks WHERE state = 'ready' AND resource = :resource"
                    + " AND COALESCE(phase, '') = COALESCE(CAST(:before AS TEXT), '') ORDER BY id LIMIT :limit")
            .bind("resource", resource.word())
            .bind("before", before)
            .bind("limit", AT_ONCE)
            .mapTo(String.class)
            .list());
        waiting.forEach((task) -> this.database.update((handle) -> {
            TaskRow row = this.tasks.lock(handle, task);
            if (row != null && row.state() == TaskState.READY) {
                handle.execute("UPDATE tasks SET phase = ? WHERE id = ?", now, task);
            }
        }));
    }

}
