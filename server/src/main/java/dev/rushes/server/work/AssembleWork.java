package dev.rushes.server.work;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.rushes.models.Device;
import dev.rushes.models.Problem;
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

    private static final Logger LOG = System.getLogger(AssembleWork.class.getName());

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
        List<Integer> lost = lost(plan);
        if (!lost.isEmpty()) {
            return remade(attempt, lost);
        }
        Outcome outcome;
        try {
            outcome = this.worker.assemble(plan, this.production.claim(attempt), monitor);
        }
        catch (Problem trouble) {
            // a piece that has changed since it was made is thrown away
            List<Integer> changed = lost(plan);
            if (changed.isEmpty() || trouble.kind() != Problem.Kind.EXHAUSTED) {
                throw trouble;
            }
            return remade(attempt, changed);
        }
        Report made = Json.read(outcome.report(), Report.class);
        String name = this.production.asset(attempt.asset()).name();
        String stem = FileNames.stem(name);
        Artefacts.Made master = master(outcome.master(), FileNames.renamed(outcome.master(), clip, stem), made,
                monitor);
        String asked = this.production.orders().of(attempt.job()).handling().device();
        Report report = Named.report(made, name, master.name(), asked, device(attempt.job(), asked));
        Artefacts.Made account = Artefacts.Made.of("report", FileNames.renamed(outcome.report(), clip, stem),
                "application/json", shown(outcome.report(), report), monitor);
        return (handle) -> {
            handle.execute("UPDATE jobs SET report = ? WHERE id = ?", Json.line(report), attempt.job());
            this.production.artefacts().add(handle, attempt.asset(), attempt.job(), master);
            this.production.artefacts().add(handle, attempt.asset(), attempt.job(), account);
            this.production.follow(handle, TaskKind.RESULT, attempt.job(), attempt.asset());
        };
    }

    /** Segments without their piece, by a failing disk; none if the master is there. */
    private List<Integer> lost(Plan plan) {
        if (this.worker.finished(plan)) {
            return List.of();
        }
        Workspace pieces = new Workspace(plan);
        return plan.tasks().stream().map(Task::index).filter((task) -> pieces.finished(task) == null).toList();
    }

    /** Models are none of light work's business: their own workers make them again. */
    private Consumer<Handle> remade(Attempt attempt, List<Integer> lost) {
        LOG.log(Level.WARNING, "of {0}, segments {1} are lost or have changed on disk; they are made again",
                attempt.job(), lost);
        return (handle) -> this.production.tasks().remake(handle, attempt, lost);
    }

    /** Where models have run, which is elsewhere than the engine assembles. */
    private String device(String job, String asked) {
        return this.production.database()
            .read((handle) -> this.production.tasks().madeBy(handle, job))
            .stream()
            .map((resource) -> PlanFile.device(resource, asked))
            .flatMap((word) -> Arrays.stream(Device.values()).filter((device) -> device.word().equals(word)))
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

}
