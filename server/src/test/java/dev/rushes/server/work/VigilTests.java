package dev.rushes.server.work;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import dev.rushes.models.Problem;
import dev.rushes.server.events.Event;
import dev.rushes.server.fixture.Books;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.jobs.Attempt;
import dev.rushes.server.jobs.JobDocument;
import dev.rushes.server.jobs.JobRequest;
import dev.rushes.server.jobs.Want;
import dev.rushes.server.queue.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
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
    void whoseServerHasDiedIsNotBlamed(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            Attempt attempt = atWork(books, true);
            looks(new Vigil(books.production), 7);
            assertEquals("ready", state(books, attempt));
            assertEquals(0, deaths(books, attempt));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsForAGraphicsCardThatIsGoneGoesOnOrSaysSo(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String any = planned(books, "auto");
            String cuda = planned(books, "cuda");
            books.production.roll().seen(WORKER, Resource.CPU, false);
            Vigil vigil = new Vigil(books.production);
            for (int i = 0; i < 5; i++) {
                books.production.roll().seen(WORKER, Resource.CPU, false);
                vigil.look();
            }
            assertEquals(List.of("gpu", "gpu"),
                    List.of(segment(books, any).resource(), segment(books, cuda).resource()),
                    "one that died may come back");
            books.production.roll().seen(WORKER, Resource.CPU, false);
            vigil.look();
            assertEquals("cpu", segment(books, any).resource());
            assertEquals(any, books.begin(Resource.CPU, null, WORKER).orElseThrow().job());
            assertEquals("gpu", segment(books, cuda).resource());
            assertEquals("waiting for a worker of the class gpu; none is at work", books.jobs.get(cuda).phase());
            books.production.roll().seen("card", Resource.GPU, false);
            books.production.roll().seen(WORKER, Resource.CPU, false);
            vigil.look();
            assertNull(books.jobs.get(cuda).phase());
            assertEquals(cuda, books.begin(Resource.GPU, null, "card").orElseThrow().job());
            assertEquals(List.of(), changes(books, any), "it never waited long enough to say so");
            assertEquals(List.of("{\"phase\":\"waiting for a worker of the class gpu; none is at work\"}",
                    "{\"phase\":null}"), changes(books, cuda));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAllWorkersOfAClassLackIsWhatItsTasksWaitFor(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String any = planned(books, "cuda");
            String other = planned(books, "cuda");
            books.clock.step(Duration.ofSeconds(1));
            Roll roll = books.production.roll();
            roll.seen("full", Resource.GPU, false, Want.SPACE);
            roll.seen("light", Resource.IO, false, null);
            roll.seen("free", Resource.GPU, false, null);
            books.production.unattended().look(Set.of());
            assertNull(books.jobs.get(any).phase(), "one takes it");
            roll.seen("free", Resource.GPU, false, Want.SPACE);
            books.production.unattended().look(Set.of());
            String why = "waiting: the disk of the data directory is full, or nearly so; tasks that need space wait"
                    + " until there are 256 MiB";
            assertEquals(why, books.jobs.get(any).phase());
            assertEquals(why, books.jobs.get(other).phase());
            assertEquals(why, segment(books, any).phase());
            assertEquals("queued", books.state(any));
            roll.seen("free", Resource.GPU, false, Want.DATA);
            roll.seen("full", Resource.GPU, false, Want.DATA);
            books.production.unattended().look(Resource.GPU);
            assertEquals("waiting: the data directory does not answer, or is not mounted where the worker is",
                    books.jobs.get(any).phase());
            // what one of them waits for alone is its own affair
            books.production.attempts()
                .postpone(segment(books, other).id(), Resource.GPU, "w", Duration.ofSeconds(5), "waiting for others");
            roll.seen("free", Resource.GPU, false, null);
            books.production.unattended().look(Resource.GPU);
            assertNull(books.jobs.get(any).phase());
            assertEquals("waiting for others", books.jobs.get(other).phase());
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofOneJobNoMoreIsToldThanOnceASecond(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = planned(books, "cuda");
            books.clock.step(Duration.ofSeconds(1));
            for (int turn = 0; turn < 10; turn++) {
                Set<Resource> absent = (turn % 2 == 0) ? Set.of(Resource.GPU) : Set.of();
                books.production.unattended().look(absent);
                books.clock.step(Duration.ofMillis(400));
            }
            assertEquals(4, changes(books, job).size(), "in 3.6 seconds");
            books.clock.step(Duration.ofSeconds(1));
            books.production.unattended().look(Set.of(Resource.GPU));
            books.production.unattended().look(Set.of(Resource.GPU));
            assertEquals("{\"phase\":\"" + books.jobs.get(job).phase() + "\"}", changes(books, job).getLast());
        }
    }

    private static List<String> changes(Books books, String job) {
        return books.production.events()
            .after(0, job, 100)
            .stream()
            .filter((event) -> event.type().equals("job.changed"))
            .map(Event::data)
            .toList();
    }

    private static String planned(Books books, String device) {
        String job = books.jobs
            .submit(Books.ALICE,
                    JobRequest.parse(
                            "{\"asset\": \"%s\", \"recipe\": {\"operations\": []}, \"options\": {\"device\": \"%s\"}}"
                                .formatted(books.asset(), device)),
                    null)
            .job()
            .id();
        Attempt plan = books.begin(Resource.IO, job, "planner").orElseThrow();
        books.production.attempts()
            .succeed(plan, (handle) -> books.production.tasks()
                .addPlanned(handle, job, plan.asset(), List.of(10L), Resource.GPU));
        return job;
    }

    private static JobDocument.Task segment(Books books, String job) {
        return books.jobs.get(job).tasks().get(1);
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
                    books.production.roll().seen(WORKER, Resource.CPU, false);
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
            for (int i = 0; i < 10; i++) {
                books.production.roll().seen(WORKER, Resource.CPU, false);
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
        return atWork(books, false);
    }

    private static Attempt atWork(Books books, boolean supervised) {
        String job = books.job(0);
        books.plan(job, 10L);
        books.production.roll().seen(WORKER, Resource.CPU, supervised);
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
