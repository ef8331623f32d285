package dev.rushes.server.work;

import java.util.List;

import dev.rushes.server.Production;
import dev.rushes.workers.Worker;

/** All kinds of work; a new one is one file and one line here. */
final class TaskWorks {

    private TaskWorks() {
    }

    /**
     * The list.
     * @param threads for models in one task
     * @param memory in bytes that one task may take, 0 for what the machine has
     */
    static List<TaskWork> all(Production production, Worker worker, int threads, long memory) {
        return List.of(new ProbeWork(production, worker), new PlanWork(production, worker),
                new TagWork(production, worker, threads), new SegmentWork(production, worker, threads, memory),
                new AssembleWork(production, worker, threads, memory), new PreviewWork(production),
                new ResultWork(production), new StillWork(production));
    }

}
