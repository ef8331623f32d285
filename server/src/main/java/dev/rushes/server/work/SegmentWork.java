package dev.rushes.server.work;

import java.util.function.Consumer;

import dev.rushes.server.Production;
import dev.rushes.server.jobs.Attempt;
import dev.rushes.server.jobs.TaskKind;
import dev.rushes.server.queue.Resource;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.Worker;
import org.jdbi.v3.core.Handle;

/** Makes one segment. */
final class SegmentWork implements TaskWork {

    private final Production production;

    private final Worker worker;

    private final int threads;

    private final long memory;

    SegmentWork(Production production, Worker worker, int threads, long memory) {
        this.production = production;
        this.worker = worker;
        this.threads = threads;
        this.memory = memory;
    }

    @Override
    public TaskKind kind() {
        return TaskKind.SEGMENT;
    }

    @Override
    public Consumer<Handle> run(Attempt attempt, Monitor monitor) {
        monitor.phase("restoring");
        String device = PlanFile.device(attempt.resource(),
                this.production.orders().of(attempt.job()).handling().device());
        this.worker.run(PlanFile.read(this.production.storage(), attempt.job(), device, this.threads, this.memory),
                attempt.number(), this.production.claim(attempt), monitor);
        return (_) -> {
            // the piece lies on the disk with its record; that the task is done is all
        };
    }

}
