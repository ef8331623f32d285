package dev.rushes.server.work;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.rushes.models.Device;
import dev.rushes.server.Production;
import dev.rushes.server.jobs.Artefacts;
import dev.rushes.server.jobs.Attempt;
import dev.rushes.server.jobs.TaskKind;
import dev.rushes.server.queue.Resource;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.Worker;
import dev.rushes.workers.Workspace;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Outcome;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.job.Report;
import dev.rushes.workers.job.Task;
import org.jdbi.v3.core.Handle;

/** Joins the segments into the master, and publishes it with its report. */
final class AssembleWork implements TaskWork {

    private final Production production;

    private final Worker worker;

    private final int threads;

    private final long memory;

    AssembleWork(Production production, Worker worker, int threads, long memory) {
        this.production = production;
        this.worker = worker;
        this.threads = threads;
        this.memory = memory;
    }

    @Override
    public TaskKind kind() {
        return TaskKind.ASSEMBLE;
    }

    @Override
    public Consumer<Handle> run(Attempt attempt, Monitor monitor) {
        Plan plan = PlanFile.read(this.production.storage(), attempt.job(), "cpu", this.threads, this.memory);
        Path clip = plan.job().clip();
        Workspace pieces = new Workspace(plan);
        for (Task task : plan.tasks()) {
            if (pieces.finished(task.index()) == null) {
                // lost by a failing disk since, or assembled before
                this.worker.run(plan, task.index(), new Unheard(monitor));
            }
        }
        Outcome outcome = this.worker.assemble(plan, monitor);
        Report made = Json.read(outcome.report(), Report.class);
        String name = this.production.asset(attempt.asset()).name();
        String stem = FileNames.stem(name);
        Artefacts.Made master = master(outcome.master(), FileNames.renamed(outcome.master(), clip, stem), made,
                monitor);
        Report report = Named.report(made, name, master.name(),
                this.production.orders().of(attempt.job()).handling().device(), device(attempt.job()));
        Artefacts.Made account = Artefacts.Made.of("report", FileNames.renamed(outcome.report(), clip, stem),
                "application/json", shown(outcome.report(), report), monitor);
        return (handle) -> {
            handle.execute("UPDATE jobs SET report = ? WHERE id = ?", Json.line(report), attempt.job());
            this.production.artefacts().add(handle, attempt.asset(), attempt.job(), master);
            this.production.artefacts().add(handle, attempt.asset(), attempt.job(), account);
            this.production.follow(handle, TaskKind.RESULT, attempt.job(), attempt.asset());
        };
    }

    /** Where models have run, which is elsewhere than the engine assembles. */
    private String device(String job) {
        return this.production.database()
            .read((handle) -> this.production.tasks().madeBy(handle, job))
            .stream()
            .map((resource) -> (resource == Resource.GPU) ? Device.CUDA : Device.CPU)
            .map(Device::describe)
            .collect(Collectors.joining(" and "));
    }

    /**
     * Beside the engine's own report, by which it knows that the job is done and may be
     * asked again.
     */
    private static Path shown(Path own, Report report) {
        Path file = own.resolveSibling("shown." + own.getFileName());
        try {
            // an attempt that is taken for dead may be at it too
            Disk.writeWhole(file, Disk.ownPart(file), Json.write(report).getBytes(StandardCharsets.UTF_8));
            return file;
        }
        catch (IOException trouble) {
            throw Disk.problem(trouble, "the report cannot be written to " + file);
        }
    }

    /** A sequence's many files become one, for they are fetched as one. */
    private static Artefacts.Made master(Path file, String name, Report report, Monitor monitor) {
        if (Files.isDirectory(file)) {
            return Artefacts.Made.of("master", name + ".zip", "application/zip", Zip.of(file, monitor), monitor);
        }
        return new Artefacts.Made("master", name, FileNames.type(name), file, report.output().bytes(),
                report.output().sha256());
    }

    /** Frames that were counted when their segment was made are not counted again. */
    private record Unheard(Monitor monitor) implements Monitor {

        @Override
        public boolean cancelled() {
            return this.monitor.cancelled();
        }

    }

}
