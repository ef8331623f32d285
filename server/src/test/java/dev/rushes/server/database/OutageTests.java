package dev.rushes.server.database;

import java.nio.file.Path;

import dev.rushes.models.Problem;
import dev.rushes.server.fixture.Awaiting;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What of a database's troubles passes. */
class OutageTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void nonsenseDoesNotPass(Databases kind) {
        try (Database database = kind.open(this.folder)) {
            Problem empty = assertThrows(Problem.class, () -> database
                .update((handle) -> handle.execute("INSERT INTO counters (name, last) VALUES ('x', NULL)")));
            assertEquals(Problem.Kind.INTERNAL, empty.kind(), empty.getMessage());
            assertFalse(Database.away(empty));
            Problem unknown = assertThrows(Problem.class,
                    () -> database.read((handle) -> handle.execute("SELECT nothing FROM nowhere")));
            assertEquals(Problem.Kind.INTERNAL, unknown.kind(), unknown.getMessage());
        }
    }

    @Test
    void aFullDiskPasses() {
        try (Database database = Databases.SQLITE.open(this.folder)) {
            Problem full = assertThrows(Problem.class, () -> database.update((handle) -> {
                // the smallest bound there is, which SQLite raises to what is there
                handle.createQuery("PRAGMA max_page_count = 1").mapTo(Long.class).one();
                handle.execute("INSERT INTO settings (name, value) VALUES ('x', ?)", "x".repeat(1_000_000));
            }));
            assertEquals(Problem.Kind.EXHAUSTED, full.kind());
            assertTrue(full.getMessage().contains("full"), full.getMessage());
            assertTrue(Database.away(full));
        }
    }

    @Test
    void aDatabaseThatStopsAndStartsPasses() {
        try (Postgres postgres = Postgres.own();
                Database database = Database.open(postgres.newDatabase(), this.folder)) {
            Problem torn = assertThrows(Problem.class, () -> database.update((handle) -> {
                handle.execute("UPDATE counters SET last = 5 WHERE name = 'event'");
                postgres.halt();
                handle.execute("UPDATE counters SET last = 6 WHERE name = 'event'");
            }));
            assertTrue(Database.away(torn), torn.getMessage());
            Problem away = assertThrows(Problem.class, () -> database.read((handle) -> handle.execute("SELECT 1")));
            assertTrue(Database.away(away), away.getMessage());
            postgres.resume();
            Awaiting.until("it answers, as each torn connection has been used once", () -> answers(database));
            long last = database.read((handle) -> handle.createQuery("SELECT last FROM counters WHERE name = 'event'")
                .mapTo(Long.class)
                .one());
            assertEquals(0, last);
        }
    }

    private static boolean answers(Database database) {
        try {
            database.read((handle) -> handle.execute("SELECT 1"));
            return true;
        }
        catch (Problem problem) {
            assertTrue(Database.away(problem), problem.getMessage());
            return false;
        }
    }

}
