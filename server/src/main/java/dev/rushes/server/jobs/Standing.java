package dev.rushes.server.jobs;

import java.util.EnumMap;
import java.util.Map;

/** What the tasks of a job that has not ended say of it. */
final class Standing {

    private final Map<TaskKind, Map<TaskState, Integer>> counts = new EnumMap<>(TaskKind.class);

    /** Counts tasks; to be called for all of them first. */
    void add(TaskKind kind, TaskState state, int tasks) {
        this.counts.computeIfAbsent(kind, (_) -> new EnumMap<>(TaskState.class)).merge(state, tasks, Integer::sum);
    }

    /** Whether one that the job hangs on cannot be done. */
    boolean failed() {
        return this.counts.keySet().stream().anyMatch((kind) -> kind.gates() && has(kind, TaskState.FAILED));
    }

    /** Whether there is all that is to be made: the master, and what was to be found. */
    boolean done() {
        boolean tags = this.counts.containsKey(TaskKind.TAG);
        boolean master = this.counts.containsKey(TaskKind.PLAN);
        return (tags || master) && (!tags || allDone(TaskKind.TAG)) && (!master || allDone(TaskKind.ASSEMBLE));
    }

    /** Whether a task of a kind, if it waits, waits for no other. */
    boolean mayBegin(TaskKind kind) {
        return kind != TaskKind.ASSEMBLE || allDone(TaskKind.SEGMENT);
    }

    /** Where the job is, if it has neither failed nor is done nor is held. */
    JobState state() {
        if (allDone(TaskKind.SEGMENT) && !allDone(TaskKind.ASSEMBLE)) {
            return JobState.ASSEMBLING;
        }
        if (begun(TaskKind.TAG) && !begun(TaskKind.PLAN)) {
            return JobState.RUNNING;
        }
        if (this.counts.containsKey(TaskKind.SEGMENT)) {
            return begun(TaskKind.SEGMENT) ? JobState.RUNNING : JobState.QUEUED;
        }
        return begun(TaskKind.PLAN) ? JobState.PLANNING : JobState.QUEUED;
    }

    /** Whether nothing follows from it for a job in such a state. */
    boolean settled(JobState state) {
        return !failed() && !done() && state == state()
                && this.counts.keySet().stream().noneMatch((kind) -> mayBegin(kind) && has(kind, TaskState.WAITING));
    }

    private boolean has(TaskKind kind, TaskState state) {
        return this.counts.getOrDefault(kind, Map.of()).containsKey(state);
    }

    private boolean begun(TaskKind kind) {
        return has(kind, TaskState.DONE) || has(kind, TaskState.RUNNING);
    }

    private boolean allDone(TaskKind kind) {
        Map<TaskState, Integer> states = this.counts.getOrDefault(kind, Map.of());
        return states.size() == 1 && states.containsKey(TaskState.DONE);
    }

}
