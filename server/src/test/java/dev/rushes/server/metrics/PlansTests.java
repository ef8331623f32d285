package dev.rushes.server.metrics;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import dev.rushes.server.database.Database;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.Plans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertFalse;

class PlansTests {

    @TempDir
    Path folder;

    /** PostgreSQL goes through whole tables as it likes, and is quick at that. */
    @ParameterizedTest
    @EnumSource(names = "SQLITE")
    void whatIsCountedIsCountedInIndexes(Databases kind) {
        try (Database database = kind.open(this.folder)) {
            Plans.crowd(database, 1_000);
            StockMetrics stock = new StockMetrics(new SimpleMeterRegistry(), database, Clock.systemUTC());
            List<String> steps = Plans.of(database, stock::count);
            for (String table : List.of("jobs", "tasks", "assets", "deliveries")) {
                assertFalse(Plans.readsAll(steps, table), steps::toString);
            }
        }
    }

}
