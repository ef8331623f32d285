package dev.rushes.server.work;

import java.nio.file.Path;

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
     * run does not change what comes out.
     */
    static Plan read(Path folder, String device, int threads, long memory) {
        Plan plan = Json.read(of(folder), Plan.class);
        Job job = plan.job();
        return new Plan(plan.schema(), plan.key(),
                new Job(job.clip(), job.out(), job.recipe(), job.range(), job.rate(), job.interlaced(), job.timing(),
                        job.damaged(), device, threads, job.segments(), memory),
                plan.clip(), plan.processing(), plan.encoding(), plan.shift(), plan.timecode(), plan.tasks(),
                plan.master(), plan.report(), plan.workspace(), plan.notices());
    }

}
