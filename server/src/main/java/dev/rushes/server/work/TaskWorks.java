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
     */
    static List<TaskWork> all(Production production, Worker worker, int threads) {
        return List.of(new ProbeWork(production, worker), new PlanWork(production, worker),
                new SegmentWork(production, worker, threads), new AssembleWork(production, worker, threads),
                new PreviewWork(production), new ResultWork(production), new StillWork(production));
    }

}
