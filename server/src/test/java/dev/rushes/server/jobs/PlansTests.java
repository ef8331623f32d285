package dev.rushes.server.jobs;

import java.nio.file.Path;
import java.util.List;

import dev.rushes.server.database.Database;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.Plans;
import dev.rushes.server.queue.Resource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is asked all the time costs no more where there have been many jobs. */
class PlansTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Databases.class)
    void noLookGoesThroughAllJobs(Databases kind) {
        try (Database database = kind.open(this.folder)) {
            Plans.crowd(database, 20_000);
            List<String> steps = Plans.of(database, (handle) -> {
                Repair.unborn(handle, 1_000_000_000);
                Repair.failedAndWaiting(handle, 1_000_000_000);
                Repair.lost(handle, Resource.IO, null);
                IdempotencyKeys.prune(handle, 0);
                new JobFilter(List.of(), null, "owner7", null, null, 50).page(handle);
            });
            assertFalse(Plans.readsAll(steps, "jobs"), steps::toString);
            assertFalse(Plans.readsAll(steps, "tasks"), steps::toString);
            assertFalse(Plans.readsAll(steps, "idempotency"), steps::toString);
            if (kind == Databases.SQLITE) {
                assertFalse(Plans.readsAll(steps, "queue"), steps::toString);
            }
            assertTrue(steps.toString().contains("jobs_of_owner_by_time"), steps::toString);
        }
    }

}
