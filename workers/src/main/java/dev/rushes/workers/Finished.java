package dev.rushes.workers;

import java.nio.file.Files;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Outcome;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.job.Report;

/** Recognises a job that has been done before. */
final class Finished {

    private Finished() {
    }

    /** What an earlier run of this very plan left, or null if there is none. */
    static Outcome already(Plan plan) {
        if (!Files.isRegularFile(plan.report()) || !Files.exists(plan.master())) {
            return null;
        }
        try {
            Report report = Json.read(plan.report(), Report.class);
            boolean same = report.key().equals(plan.key()) && report.output().bytes() == Assembly.bytes(plan.master());
            return same ? new Outcome(plan.master(), plan.report(), report.frames().written(), report.frames().reused(),
                    true, List.copyOf(report.warnings())) : null;
        }
        catch (Problem ex) {
            // somebody else's report, or an older version's: the job is done anew
            return null;
        }
    }

}
