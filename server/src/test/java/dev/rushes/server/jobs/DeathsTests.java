package dev.rushes.server.jobs;

import java.nio.file.Path;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.server.fixture.Books;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.queue.Resource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Workers that end, alone or with their server. */
class DeathsTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aTaskThatTakesTheServerAlongIsNotTriedForEver(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String bomb = books.job(0);
            books.plan(bomb, 100L);
            for (int start = 1; start <= 8; start++) {
                assertEquals("queued", books.state(bomb), "before start " + start);
                lose(books, bomb, "w" + start, 20 + start % 2);
            }
            assertEquals("failed", books.state(bomb));
            String sentence = books.jobs.get(bomb).problem().get("detail").asText();
            assertTrue(sentence.startsWith(
                    "the server and its workers ended together 7 times in a row while a worker was to make a segment"),
                    sentence);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatIsKilledAtRandomFailsNothingThatComesOn(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 100L, 100L);
            for (int round = 0; round < 20; round++) {
                // now sooner, now later
                for (int frames : new int[] { 60, 40, 5, 0, 30 }) {
                    lose(books, job, "w" + round + "-" + frames, frames);
                }
            }
            // one that is always hit at its begin, while others of its job are finished
            for (int i = 0; i < 4; i++) {
                lose(books, job, "x" + i, 0);
            }
            assertTrue(books.succeed(books.begin(Resource.CPU, job, "y").orElseThrow()));
            for (int i = 0; i < 4; i++) {
                lose(books, job, "z" + i, 0);
            }
            assertEquals("running", state(books, job));
            books.jobs.get(job).tasks().forEach((task) -> assertEquals(0, task.deaths()));
        }
    }

    private static String state(Books books, String job) {
        assertTrue(books.begin(Resource.CPU, job, "last").isPresent());
        return books.state(job);
    }

    private static void lose(Books books, String job, String worker, long frames) {
        Attempt attempt = books.begin(Resource.CPU, job, worker).orElseThrow();
        books.production.attempts().progress(attempt, frames, 1, null);
        books.production.attempts().lose(worker);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasAtWorkInAWorkerThatDiedIsSuspect(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L);
            Attempt segment = books.begin(Resource.CPU, job, "w").orElseThrow();
            books.production.attempts().release("w", true);
            assertTrue(suspect(books, segment));
            assertTrue(books.succeed(books.begin(Resource.CPU, job, "w").orElseThrow()));
            for (int deaths = 0; deaths < 2; deaths++) {
                Attempt assembly = books.begin(Resource.IO, job, "io" + deaths).orElseThrow();
                assertFalse(suspect(books, assembly), "it would keep all others waiting");
                books.production.attempts().release("io" + deaths, true);
                assertEquals(deaths == 1, suspect(books, assembly));
            }
        }
    }

    private static boolean suspect(Books books, Attempt attempt) {
        return books.production.attempts().prospect(attempt.task()).orElseThrow().suspect();
    }

    @ParameterizedTest
    @EnumSource
    void segmentsThatAreLostAreMadeAgainByTheirOwnWorkers(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L, 10L, 10L);
            for (int segment = 0; segment < 3; segment++) {
                assertTrue(books.succeed(books.begin(Resource.CPU, job, "w").orElseThrow()));
            }
            for (int time = 0; time < 4; time++) {
                remake(books, job);
                assertEquals("running", books.state(job), "two of three are there");
                assertTrue(books.begin(Resource.IO, job, "io").isEmpty(), "the assembly waits");
                Attempt again = books.begin(Resource.CPU, job, "w").orElseThrow();
                assertEquals(1, again.number());
                assertTrue(books.due(Resource.CPU).isEmpty(), "the others are there");
                assertTrue(books.succeed(again));
                assertEquals("assembling", books.state(job));
            }
            Problem tooOften = assertThrows(Problem.class, () -> remake(books, job));
            assertEquals(Problem.Kind.INTERNAL, tooOften.kind());
            assertEquals("assembling", books.state(job), "nothing of that is written");
        }
    }

    private static void remake(Books books, String job) {
        Attempt assembly = books.begin(Resource.IO, job, "io").orElseThrow();
        books.production.attempts()
            .succeed(assembly, (handle) -> books.production.tasks().remake(handle, assembly, List.of(1)));
    }

}
