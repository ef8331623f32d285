package dev.rushes.server.work;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

import dev.rushes.server.queue.Resource;
import dev.rushes.server.storage.Storage;
import dev.rushes.workers.job.Job;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Plan;

/** A job's plan, as its folder keeps it. */
final class PlanFile {

    private PlanFile() {
    }

    static Path of(Path folder) {
        return folder.resolve("plan.json");
    }

    /**
     * Reads it for this process; where, on how many threads and in how much memory models
     * run does not change what comes out. The data directory may be mounted elsewhere
     * than where the plan was made.
     * @throws dev.rushes.models.Problem NOT_FOUND if it is gone
     */
    static Plan read(Storage storage, String id, String device, int threads, long memory) {
        Path folder = storage.job(id);
        Plan plan = Json.read(of(folder), Plan.class);
        Job job = plan.job();
        // what the planner took for the data directory, two folders above the job's
        Path there = job.out().getParent().getParent();
        UnaryOperator<Path> here = (path) -> path.startsWith(there) ? storage.root().resolve(there.relativize(path))
                : path;
        return new Plan(plan.schema(), plan.key(), placed(job, here.apply(job.clip()), folder, device, threads, memory),
                plan.clip().at(here.apply(plan.clip().path())), plan.processing(), plan.encoding(), plan.shift(),
                plan.timecode(), plan.tasks(), here.apply(plan.master()), here.apply(plan.report()),
                here.apply(plan.workspace()), plan.notices());
    }

    /** Where models run, in a worker's class: as it was asked, if it was. */
    static String device(Resource resource, String asked) {
        boolean card = !asked.equals("auto") && !asked.equals("cpu");
        return (resource != Resource.GPU) ? "cpu" : card ? asked : "cuda";
    }

    /** The same job elsewhere, and on another device. */
    static Job placed(Job job, Path clip, Path out, String device, int threads, long memory) {
        return new Job(clip, out, job.recipe(), job.range(), job.rate(), job.interlaced(), job.timing(), job.damaged(),
                device, threads, job.segments(), memory);
    }

}
