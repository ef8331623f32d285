package dev.rushes.server.database;

import java.nio.file.Path;

import dev.rushes.models.Problem;
import dev.rushes.server.fixture.Databases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What of a database's trouble passes, and what is a mistake of ours. */
class DatabaseTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void mistakesAreNotTriedAgain(Databases kind) {
        try (Database database = kind.open(this.folder)) {
            assertEquals(Problem.Kind.INTERNAL, refused(database, "SELECT nothing FROM nowhere"));
            assertEquals(Problem.Kind.INTERNAL, refused(database, "SELEKT 1"));
            assertEquals(Problem.Kind.INTERNAL, refused(database, "INSERT INTO counters (name) VALUES ('half')"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClosedOneMayComeBack(Databases kind) {
        Database database = kind.open(this.folder);
        database.close();
        Problem problem = assertThrows(Problem.class, () -> database.update((handle) -> handle.execute("SELECT 1")));
        assertEquals(Problem.Kind.EXHAUSTED, problem.kind());
        assertTrue(problem.getMessage().endsWith("try again"), problem.getMessage());
    }

    @Test
    void aBusyOneIsWaitedForAndThenTriedAgain() {
        try (Database database = Databases.SQLITE.open(this.folder);
                Database other = Databases.SQLITE.open(this.folder)) {
            Problem problem = database.change((_) -> assertThrows(Problem.class,
                    () -> other.update((handle) -> handle.execute("DELETE FROM counters"))));
            assertEquals(Problem.Kind.EXHAUSTED, problem.kind(), problem.getMessage());
        }
    }

    @Test
    void aLostConnectionIsTriedAgain() {
        try (Database database = Databases.POSTGRESQL.open(this.folder)) {
            Problem problem = assertThrows(Problem.class,
                    () -> database.update((handle) -> handle.execute("SELECT pg_terminate_backend(pg_backend_pid())")));
            assertEquals(Problem.Kind.EXHAUSTED, problem.kind(), problem.getMessage());
        }
    }

    @Test
    void aDeadlockIsTriedAgain() {
        try (Database database = Databases.POSTGRESQL.open(this.folder)) {
            Problem problem = assertThrows(Problem.class, () -> database
                .update((handle) -> handle.execute("DO $$ BEGIN RAISE EXCEPTION SQLSTATE '40P01'; END $$")));
            assertEquals(Problem.Kind.EXHAUSTED, problem.kind(), problem.getMessage());
        }
    }

    private static Problem.Kind refused(Database database, String sql) {
        return assertThrows(Problem.class, () -> database.update((handle) -> handle.execute(sql))).kind();
    }

}
