package dev.rushes.server.work;

import java.util.List;
import java.util.function.Consumer;

import dev.rushes.server.Production;
import dev.rushes.server.assets.Asset;
import dev.rushes.server.jobs.Artefacts;
import dev.rushes.server.jobs.Attempt;
import dev.rushes.server.jobs.TaskKind;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.Plan;
import org.jdbi.v3.core.Handle;

/** Makes what the page shows of a finished master. */
final class ResultWork implements TaskWork {

    private final Production production;

    ResultWork(Production production) {
        this.production = production;
    }

    @Override
    public TaskKind kind() {
        return TaskKind.RESULT;
    }

    @Override
    public Consumer<Handle> run(Attempt attempt, Monitor monitor) {
        Plan plan = PlanFile.read(this.production.storage(), attempt.job(), "cpu", 1, 0);
        Asset asset = this.production.asset(attempt.asset());
        // pictures have no rate of their own
        String rate = plan.encoding().container().equals("sequence") ? plan.encoding().frameRate() : null;
        List<Artefacts.Made> files = PreviewWork.make(this.production, plan.master(), rate, attempt.job(), asset.name(),
                monitor);
        return (handle) -> files
            .forEach((file) -> this.production.artefacts().add(handle, asset.id(), attempt.job(), file));
    }

}
