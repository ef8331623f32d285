package dev.rushes.server.work;

import java.nio.file.Path;
import java.util.function.Consumer;

import dev.rushes.server.Production;
import dev.rushes.server.assets.Asset;
import dev.rushes.server.jobs.Attempt;
import dev.rushes.server.jobs.TaskKind;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.Worker;
import dev.rushes.workers.job.ClipInfo;
import org.jdbi.v3.core.Handle;

/** Finds out what footage is. */
final class ProbeWork implements TaskWork {

    private final Production production;

    private final Worker worker;

    ProbeWork(Production production, Worker worker) {
        this.production = production;
        this.worker = worker;
    }

    @Override
    public TaskKind kind() {
        return TaskKind.PROBE;
    }

    @Override
    public Consumer<Handle> run(Attempt attempt, Monitor monitor) {
        Asset asset = this.production.asset(attempt.asset());
        monitor.phase("probing");
        Path file = Footage.of(this.production.storage(), asset.sha256());
        ClipInfo clip = this.worker.probe(file, asset.rate(), monitor).at(Path.of(asset.name()));
        return (handle) -> {
            this.production.assets().ready(handle, asset.id(), clip);
            this.production.follow(handle, TaskKind.PREVIEW, null, asset.id());
        };
    }

}
