package dev.rushes.server.jobs;

import java.time.Duration;

import dev.rushes.models.Problem;
import dev.rushes.server.assets.Assets;
import dev.rushes.server.http.ProblemDocument;
import dev.rushes.workers.job.Json;
import org.jdbi.v3.core.Handle;

/** What follows for a locked task, and for its job, once an attempt at it has ended. */
final class Sequel {

    private final TaskStore tasks;

    private final Lifecycle lifecycle;

    private final Assets assets;

    Sequel(TaskStore tasks, Lifecycle lifecycle, Assets assets) {
        this.tasks = tasks;
        this.lifecycle = lifecycle;
        this.assets = assets;
    }

    /**
     * Offers it again, or parks it if its job is held.
     * @param ahead added to its rank; 1 lets it go before its equals
     */
    void again(Handle handle, TaskRow task, Duration wait, int ahead) {
        if (Attempts.parked(handle, task)) {
            this.tasks.park(handle, task);
        }
        else {
            this.tasks.offer(handle, task, wait, ahead);
        }
    }

    /**
     * The same for one that has to wait for something other than itself.
     * @param why that is shown meanwhile, so that no clock that is set back prolongs it
     */
    void again(Handle handle, TaskRow task, Duration wait, String why) {
        again(handle, task, wait, (task.deaths() > 0) ? 1 : 0);
        handle.execute("UPDATE tasks SET phase = ? WHERE id = ? AND state = ?", why, task.id(), TaskState.READY.word());
    }

    void giveUp(Handle handle, TaskRow task, Problem problem) {
        ProblemDocument document = ProblemDocument.of(problem);
        this.tasks.settle(handle, task, TaskState.FAILED, Json.line(document));
        if (task.kind() == TaskKind.PROBE) {
            this.assets.unusable(handle, task.asset(), document);
        }
    }

    void advance(Handle handle, TaskRow task) {
        if (task.job() != null) {
            this.lifecycle.advance(handle, task.job());
        }
    }

}
