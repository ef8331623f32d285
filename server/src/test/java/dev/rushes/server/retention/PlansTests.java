package dev.rushes.server.retention;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import dev.rushes.server.database.Database;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.Plans;
import dev.rushes.server.storage.Storage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertFalse;

/** Looking for what is old costs no more where there have been many jobs. */
class PlansTests {

    private static final int JOBS = 20_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Databases.class)
    void noSweepGoesThroughAllJobs(Databases kind) {
        try (Database database = kind.open(this.folder)) {
            Plans.crowd(database, JOBS);
            Halves halves = new Halves(database, new Storage(this.folder), Clock.systemUTC());
            List<String> steps = Plans.of(database, (handle) -> {
                halves.ended(handle, JOBS - 10);
                Retention.oldJobs(handle, 10);
                Retention.oldAssets(handle, 10);
            });
            for (String table : List.of("jobs", "tasks", "assets")) {
                assertFalse(Plans.readsAll(steps, table), steps::toString);
            }
        }
    }

}
