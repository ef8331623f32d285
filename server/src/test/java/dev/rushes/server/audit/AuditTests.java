package dev.rushes.server.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import dev.rushes.server.database.Database;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.StepClock;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class AuditTests {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Databases.class)
    void entriesAreOldOnlyIfTheClockIsTrusted(Databases kind) {
        StepClock clock = new StepClock(Instant.parse("2026-11-22T12:00:00Z"));
        Audit audit = new Audit(clock);
        try (Database database = kind.open(this.folder)) {
            database.update((handle) -> audit.add(handle, "alice", "job.cancel", "job_1", Map.of()));
            clock.step(Duration.ofDays(401));
            assertEquals(0, database.<Integer>change((handle) -> audit.prune(handle, false)));
            assertEquals(1, database.<Integer>change((handle) -> audit.prune(handle, true)));
        }
    }

}
