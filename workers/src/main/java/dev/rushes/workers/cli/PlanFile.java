package dev.rushes.workers.cli;

import java.nio.file.Path;

import dev.rushes.models.Problem;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Plan;

/** A plan that {@code rushes plan} printed. */
final class PlanFile {

    private PlanFile() {
    }

    /**
     * Reads a plan.
     * @throws Problem NOT_FOUND or INVALID
     */
    static Plan read(Path file) {
        Plan plan = Json.read(file, Plan.class);
        if (!Plan.SCHEMA.equals(plan.schema())) {
            throw Problem.invalid("%s has the schema \"%.60s\"; this version of rushes reads \"%s\"", file,
                    plan.schema(), Plan.SCHEMA);
        }
        return plan;
    }

}
