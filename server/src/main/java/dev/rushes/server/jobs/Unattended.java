package dev.rushes.server.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.rushes.server.database.Database;
import dev.rushes.server.queue.Resource;
import dev.rushes.workers.job.Handling;
import dev.rushes.workers.job.Json;

/**
 * What waits for a class of workers of which none is at work, or none can take tasks for
 * something that they lack: no task waits without a word.
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
        Map<Resource, Want> wants = wants();
        for (Resource resource : Resource.values()) {
            say(resource, absent.contains(resource) ? sentence(resource) : phase(wants.get(resource)));
        }
        this.waiting.look();
        return moved;
    }

    /** The same of a class of which a worker is there, though it may lack something. */
    public void look(Resource resource) {
        say(resource, phase(wants().get(resource)));
        this.waiting.look();
    }

    private static String phase(Want want) {
        return (want != null) ? want.phase() : null;
    }

    /** What all workers of a class lack. */
    private Map<Resource, Want> wants() {
        return this.database.read((handle) -> handle
            .createQuery("SELECT resource, MIN(wants) AS wants FROM workers GROUP BY resource"
                    + " HAVING COUNT(wants) = COUNT(*)")
            .map((row, _) -> Map.entry(Resource.of(row.getString("resource")), Want.of(row.getString("wants"))))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
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

    /**
     * Says of all tasks of a class what they wait for, or that they do no more; what one
     * of them waits for alone is not touched. A job's are written together.
     */
    private void say(Resource resource, String now) {
        List<String> ours = new ArrayList<>(List.of(sentence(resource)));
        Arrays.stream(Want.values()).map(Want::phase).forEach(ours::add);
        String which = " state = 'ready' AND resource = :resource AND (phase IS NULL OR phase IN (<ours>))"
                + " AND COALESCE(phase, '') <> COALESCE(CAST(:now AS TEXT), '')";
        List<TaskRow> waiting = this.database
            .read((handle) -> handle.createQuery("SELECT * FROM tasks WHERE" + which + " ORDER BY id LIMIT :limit")
                .bind("resource", resource.word())
                .bindList("ours", ours)
                .bind("now", now)
                .bind("limit", AT_ONCE)
                .map(TaskRow.ROW)
                .list());
        Map<String, List<TaskRow>> jobs = waiting.stream()
            .collect(Collectors.groupingBy((task) -> (task.job() != null) ? task.job() : task.id()));
        jobs.values().forEach((some) -> this.database.update((handle) -> {
            TaskRow first = this.tasks.lock(handle, some.getFirst().id());
            if (first != null) {
                handle
                    .createUpdate("UPDATE tasks SET phase = :now WHERE"
                            + ((first.job() != null) ? " job_id = :subject AND" : " id = :subject AND") + which)
                    .bind("subject", (first.job() != null) ? first.job() : first.id())
                    .bind("resource", resource.word())
                    .bindList("ours", ours)
                    .bind("now", now)
                    .execute();
            }
        }));
    }

}
