package dev.rushes.server.work;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.server.fixture.Books;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.jobs.Attempt;
import dev.rushes.server.queue.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who is held for dead, and who is not whatever the clock shows. */
class VigilTests {

    private static final String WORKER = "far";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aWorkerThatShowsNothingAtSixLooksIsDead(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            Attempt attempt = atWork(books);
            Vigil vigil = new Vigil(books.production);
            looks(vigil, 6);
            assertEquals(1, attempt(books, attempt), "six looks are five pauses");
            assertEquals("running", state(books, attempt));
            vigil.look();
            assertEquals("ready", state(books, attempt));
            assertEquals(1, deaths(books, attempt));
            assertFalse(books.succeed(attempt), "it is void");
            assertTrue(books.production.roll().beats().isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource
    void noClockMakesALivingOneDead(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            Attempt attempt = atWork(books);
            Vigil vigil = new Vigil(books.production);
            for (int i = 0; i < 20; i++) {
                books.clock.step(Duration.ofDays((i % 2 == 0) ? 30 : -30));
                vigil.look();
                if (i % 5 == 0) {
                    books.production.roll().seen(WORKER, Resource.CPU);
                    beat(books);
                }
            }
            assertEquals("running", state(books, attempt));
            assertTrue(books.succeed(attempt));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyIsAtIsOfferedAgainThoughItsWorkerLives(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            Attempt attempt = atWork(books);
            Vigil vigil = new Vigil(books.production);
            for (int i = 0; i < 7; i++) {
                books.production.roll().seen(WORKER, Resource.CPU);
                vigil.look();
            }
            assertEquals(List.of(attempt.task()), books.due(Resource.CPU));
        }
    }

    @ParameterizedTest
    @EnumSource
    void looksThatFailAreNotHeldAgainstAnybody(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            Attempt attempt = atWork(books);
            Vigil vigil = new Vigil(books.production);
            looks(vigil, 5);
            books.production.database().update((handle) -> handle.execute("ALTER TABLE workers RENAME TO away"));
            assertThrows(RuntimeException.class, vigil::look);
            books.production.database().update((handle) -> handle.execute("ALTER TABLE away RENAME TO workers"));
            looks(vigil, 6);
            assertEquals("running", state(books, attempt));
        }
    }

    @Test
    void whileNobodyCanWriteNobodyIsDead() throws SQLException {
        try (Books books = new Books(Databases.SQLITE, this.folder)) {
            Attempt attempt = atWork(books);
            Vigil vigil = new Vigil(books.production);
            looks(vigil, 6);
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + this.folder.resolve("rushes.db"));
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN EXCLUSIVE");
                assertThrows(Problem.class, vigil::look);
                statement.execute("ROLLBACK");
            }
            // those that were locked out have time to show themselves
            looks(vigil, 6);
            assertEquals("running", state(books, attempt));
        }
    }

    private static Attempt atWork(Books books) {
        String job = books.job(0);
        books.plan(job, 10L);
        books.production.roll().seen(WORKER, Resource.CPU);
        return books.begin(Resource.CPU, job, WORKER).orElseThrow();
    }

    private static void looks(Vigil vigil, int count) {
        for (int i = 0; i < count; i++) {
            vigil.look();
        }
    }

    /** As db-scheduler writes it. */
    private static void beat(Books books) {
        books.production.database().update((handle) -> handle.execute("UPDATE q_cpu SET version = version + 1"));
    }

    private static String state(Books books, Attempt attempt) {
        return books.jobs.get(attempt.job()).tasks().get(1).state();
    }

    private static int deaths(Books books, Attempt attempt) {
        return books.jobs.get(attempt.job()).tasks().get(1).deaths();
    }

    private static int attempt(Books books, Attempt attempt) {
        return books.jobs.get(attempt.job()).tasks().get(1).attempt();
    }

}
