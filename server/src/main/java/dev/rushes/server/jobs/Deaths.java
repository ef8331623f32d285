package dev.rushes.server.jobs;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import dev.rushes.server.queue.Queue;
import org.jdbi.v3.core.Handle;

/** What the end of a worker means for what it had, which goes to others. */
final class Deaths {

    /** An attempt that gets no farther than so much of the one before ends as it did. */
    private static final double FARTHER = 1.1;

    private final Database database;

    private final Queue queue;

    private final TaskStore tasks;

    private final Sequel sequel;

    Deaths(Database database, Queue queue, TaskStore tasks, Sequel sequel) {
        this.database = database;
        this.queue = queue;
        this.tasks = tasks;
        this.sequel = sequel;
    }

    /** It was told to go. */
    boolean excused(String worker) {
        return release(worker, (handle, task) -> this.sequel.again(handle, task, Duration.ZERO, 1));
    }

    /** It died, and its server did not. */
    boolean blamed(String worker) {
        return release(worker,
                (handle, task) -> bury(handle, task,
                        "its worker process ended %d times while it was at work on it, the last time to %s;"
                            .formatted(Retry.DEATHS, task.kind().deed())
                                + " it is not tried again by itself: retry it, or look at the file if that does not"
                                + " help"));
    }

    /**
     * It ended together with its server, as they do when they are killed at random, but
     * also when a clip takes all of the machine's memory: then the same happens again and
     * again, and each time the task comes no farther.
     */
    boolean lost(String worker) {
        return release(worker, (handle, task) -> {
            boolean farther = task.framesDone() > FARTHER * task.reached();
            int losses = farther ? 0 : task.losses() + 1;
            handle.execute("UPDATE tasks SET losses = ?, reached = ? WHERE id = ?", losses, task.framesDone(),
                    task.id());
            if (losses < Retry.LOSSES) {
                this.sequel.again(handle, task, Duration.ZERO, 1);
            }
            else {
                bury(handle, task,
                        "the server and its workers ended together %d times in a row while a worker was to %s, most"
                            .formatted(losses, task.kind().deed())
                                + " likely as that takes more memory than there is; it is not tried again by itself:"
                                + " look at the file, give the machine more memory, then retry it");
            }
        });
    }

    private boolean release(String worker, BiConsumer<Handle, TaskRow> fate) {
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
                    fate.accept(handle, task);
                    this.sequel.advance(handle, task);
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
    private void bury(Handle handle, TaskRow task, String epitaph) {
        handle.execute("UPDATE tasks SET deaths = deaths + 1, frames_done = 0 WHERE id = ?", task.id());
        if (task.deaths() + 1 < Retry.DEATHS) {
            this.sequel.again(handle, task, Duration.ZERO, 1);
        }
        else {
            this.sequel.giveUp(handle, task, new Problem(Problem.Kind.MEDIA, epitaph));
        }
    }

}
