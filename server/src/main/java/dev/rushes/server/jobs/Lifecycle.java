package dev.rushes.server.jobs;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.server.events.EventLog;
import dev.rushes.workers.job.Json;
import org.jdbi.v3.core.Handle;

/**
 * What follows from what: the state of a job from the states of its tasks, and which of
 * them may begin. Whatever happens to a job, {@link #advance} is called after it; called
 * once too often, it changes nothing, which is how the start repairs what a crash left.
 */
public final class Lifecycle {

    private final TaskStore tasks;

    private final EventLog events;

    private final Clock clock;

    private final JobEnd ended;

    public Lifecycle(TaskStore tasks, EventLog events, Clock clock, JobEnd ended) {
        this.tasks = tasks;
        this.events = events;
        this.clock = clock;
        this.ended = ended;
    }

    /** Brings a locked job to where its tasks say that it is. */
    void advance(Handle handle, String id) {
        JobRow job = JobRow.get(handle, id);
        if (job.state().ended()) {
            return;
        }
        boolean held = job.state() == JobState.HELD;
        List<TaskRow> all = this.tasks.of(handle, id);
        Standing standing = new Standing();
        all.forEach((task) -> standing.add(task.kind(), task.state(), 1));
        if (standing.failed()) {
            end(handle, job, JobState.FAILED,
                    all.stream()
                        .filter((task) -> task.state() == TaskState.FAILED && task.kind().gates())
                        .findFirst()
                        .map(TaskRow::problem)
                        .orElseThrow());
            return;
        }
        for (TaskRow task : all) {
            if (!held && task.state() == TaskState.WAITING && standing.mayBegin(task.kind())) {
                this.tasks.offer(handle, task, Duration.ZERO, 0);
            }
        }
        if (standing.done()) {
            // its last task was at work when it was held
            end(handle, job, JobState.DONE, null);
        }
        else if (!held) {
            change(handle, job, standing.state(), null);
        }
    }

    /** Ends a locked job; what of it is still at work is void from now on. */
    void end(Handle handle, JobRow job, JobState how, String problem) {
        for (TaskRow task : this.tasks.of(handle, job.id())) {
            if (task.kind().gates() && task.state() != TaskState.DONE && task.state() != TaskState.FAILED) {
                this.tasks.settle(handle, task, TaskState.CANCELLED, null);
            }
        }
        handle.execute("UPDATE jobs SET finished = ? WHERE id = ?", this.clock.millis(), job.id());
        change(handle, job, how, problem);
        JobDocument document = JobDocuments.brief(handle, List.of(JobRow.get(handle, job.id()))).getFirst();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", document.id());
        data.put("asset", document.asset());
        data.put("name", document.name());
        data.put("state", document.state());
        data.put("labels", document.labels());
        data.put("problem", document.problem());
        data.put("artefacts", document.artefacts());
        data.put("href", document.href());
        this.ended.jobEnded(handle, job.id(), job.webhook(), how.word(), data);
    }

    /** Writes a new state and says so; the same state is no news. */
    void change(Handle handle, JobRow job, JobState state, String problem) {
        if (state == job.state()) {
            return;
        }
        handle.execute("UPDATE jobs SET state = ?, problem = ?, started = COALESCE(started, ?) WHERE id = ?",
                state.word(), problem,
                (state == JobState.PLANNING || state == JobState.RUNNING) ? this.clock.millis() : null, job.id());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("state", state.word());
        data.put("progress", Progress.of(handle, job.id()).fraction());
        data.put("problem", (problem != null) ? Json.read(problem, JsonNode.class) : null);
        this.events.add(handle, "job.state", job.id(), job.asset(), data);
    }

}
