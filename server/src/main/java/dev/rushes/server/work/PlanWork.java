package dev.rushes.server.work;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import dev.rushes.server.Production;
import dev.rushes.server.assets.Asset;
import dev.rushes.server.jobs.Attempt;
import dev.rushes.server.jobs.Orders;
import dev.rushes.server.jobs.TaskKind;
import dev.rushes.server.queue.Resource;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Draft;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.Worker;
import dev.rushes.workers.Workspace;
import dev.rushes.workers.job.Job;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Plan;
import org.jdbi.v3.core.Handle;

/** Decides how a job will be done, and cuts it into segments. */
final class PlanWork implements TaskWork {

    private final Production production;

    private final Worker worker;

    PlanWork(Production production, Worker worker) {
        this.production = production;
        this.worker = worker;
    }

    @Override
    public TaskKind kind() {
        return TaskKind.PLAN;
    }

    @Override
    public Consumer<Handle> run(Attempt attempt, Monitor monitor) {
        Orders.Order order = this.production.orders().of(attempt.job());
        Path folder = this.production.storage().job(attempt.job());
        Asset asset = this.production.asset(attempt.asset());
        Path clip = Footage.of(this.production.storage(), asset.sha256());
        monitor.phase("planning");
        // whoever plans need not have the graphics card that a job asks for
        Job job = PlanFile.placed(order.handling().job(clip, folder, order.recipe(), asset.rate(), 1, 0), clip, folder,
                "cpu", 1, 0);
        Plan plan = this.worker.plan(job, monitor);
        Workspace.makeFolder(folder);
        try (Draft draft = Draft.open(this.production.claim(attempt), folder, "plan")) {
            Disk.writeWhole(PlanFile.of(folder), draft.file("plan.json"),
                    Json.write(plan).getBytes(StandardCharsets.UTF_8));
        }
        catch (IOException trouble) {
            throw Disk.problem(trouble, "the plan cannot be written to " + folder);
        }
        List<Long> segments = plan.tasks().stream().map((task) -> Math.max(0, task.frames())).toList();
        Resource resource = resource(order.handling().device());
        return (handle) -> this.production.tasks()
            .addPlanned(handle, attempt.job(), attempt.asset(), segments, resource);
    }

    /** A graphics card if one is asked for, or if one is at work and nothing is asked. */
    private Resource resource(String device) {
        return switch (device) {
            case "cpu" -> Resource.CPU;
            case "auto" -> this.production.roll().anyOf(Resource.GPU) ? Resource.GPU : Resource.CPU;
            default -> Resource.GPU;
        };
    }

}
