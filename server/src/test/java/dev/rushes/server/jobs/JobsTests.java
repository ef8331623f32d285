package dev.rushes.server.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.server.events.Event;
import dev.rushes.server.fixture.Books;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.queue.Resource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What people do with jobs, on either database. */
class JobsTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aJobGoesThroughItsStates(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            assertEquals("queued", books.state(job));
            Attempt plan = books.begin(Resource.IO, job, "w1").orElseThrow();
            assertEquals("planning", books.state(job));
            books.production.attempts()
                .succeed(plan, (handle) -> books.production.tasks()
                    .addPlanned(handle, job, plan.asset(), List.of(30L, 10L), Resource.CPU));
            assertEquals("queued", books.state(job));
            Attempt first = books.begin(Resource.CPU, job, "w2").orElseThrow();
            Attempt second = books.begin(Resource.CPU, job, "w3").orElseThrow();
            assertEquals("running", books.state(job));
            assertEquals(List.of(0, 1), List.of(first.number(), second.number()));
            assertTrue(books.production.attempts().progress(first, 20, 10, "restoring"));
            JobDocument half = books.jobs.get(job);
            assertEquals(20, half.framesDone());
            assertEquals(40, half.framesTotal());
            assertEquals(10, half.fps());
            assertEquals(2, half.etaSeconds());
            assertEquals("restoring", half.phase());
            assertTrue(books.succeed(first));
            assertTrue(books.begin(Resource.IO, job, "w1").isEmpty(), "one segment is missing");
            assertTrue(books.succeed(second));
            Attempt assemble = books.begin(Resource.IO, job, "w1").orElseThrow();
            assertEquals("assembling", books.state(job));
            assertTrue(books.succeed(assemble));
            JobDocument done = books.jobs.get(job);
            assertEquals("done", done.state());
            assertEquals(1, done.progress());
            assertTrue(books.due(Resource.CPU).isEmpty());
            assertEquals(List.of("queued", "planning", "queued", "running", "assembling", "done"), states(books, job));
        }
    }

    private static List<String> states(Books books, String job) {
        return books.production.events()
            .after(0, job, 100)
            .stream()
            .filter((event) -> event.type().equals("job.state") || event.type().equals("job.created"))
            .map((event) -> event.data().replaceFirst(".*\"state\": ?\"(\\w+)\".*", "$1"))
            .toList();
    }

    @ParameterizedTest
    @EnumSource
    void cancelMakesWhatIsAtWorkVoid(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L, 10L);
            Attempt at = books.begin(Resource.CPU, job, "w").orElseThrow();
            assertEquals("cancelled", books.jobs.cancel(Books.ALICE, job).state());
            assertFalse(books.production.attempts().progress(at, 1, 1, null));
            assertFalse(books.succeed(at));
            assertTrue(books.due(Resource.CPU).isEmpty());
            assertEquals("cancelled", books.jobs.cancel(Books.ALICE, job).state(), "twice is no harm");
            assertThrows(Problem.class, () -> books.jobs.hold(Books.ALICE, job));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRetryPlansAgain(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L, 10L, 10L);
            assertTrue(books.succeed(books.begin(Resource.CPU, job, "w1").orElseThrow()));
            Attempt second = books.begin(Resource.CPU, job, "w1").orElseThrow();
            Attempt unheard = books.begin(Resource.CPU, job, "w2").orElseThrow();
            books.production.attempts().fail(second, Problem.invalid("made for other weights; plan again"));
            books.jobs.retry(Books.ALICE, job);
            assertEquals("queued", books.state(job));
            assertNull(books.jobs.get(job).problem());
            assertTrue(books.due(Resource.CPU).isEmpty(), "the plan may be what was wrong");
            assertFalse(books.production.attempts().progress(unheard, 1, 1, null));
            assertFalse(books.succeed(unheard));
            books.plan(job, 10L, 20L);
            assertEquals(4, books.jobs.get(job).tasks().size(), "plan, two segments, assembly");
            for (int segment = 0; segment < 2; segment++) {
                assertTrue(books.succeed(books.begin(Resource.CPU, job, "w").orElseThrow()));
            }
            assertTrue(books.succeed(books.begin(Resource.IO, job, "w").orElseThrow()));
            assertEquals("done", books.state(job));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHeldJobFinishesWhatIsAtWorkAndBeginsNothing(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L, 10L);
            Attempt at = books.begin(Resource.CPU, job, "w").orElseThrow();
            assertEquals("held", books.jobs.hold(Books.ALICE, job).state());
            assertTrue(books.due(Resource.CPU).isEmpty());
            assertTrue(books.production.attempts().progress(at, 1, 1, null));
            assertTrue(books.succeed(at));
            assertEquals("held", books.state(job));
            assertEquals("running", books.jobs.release(Books.ALICE, job).state());
            books.clock.step(Duration.ofSeconds(1));
            assertEquals(1, books.due(Resource.CPU).size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHeldJobWhoseLastTaskEndsHasEnded(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String finished = books.job(0);
            books.plan(finished, 10L);
            books.succeed(books.begin(Resource.CPU, finished, "w").orElseThrow());
            Attempt assembly = books.begin(Resource.IO, finished, "w").orElseThrow();
            books.jobs.hold(Books.ALICE, finished);
            assertTrue(books.succeed(assembly));
            assertEquals("done", books.state(finished));
            String failed = books.job(0);
            books.plan(failed, 10L);
            Attempt segment = books.begin(Resource.CPU, failed, "w").orElseThrow();
            books.jobs.hold(Books.ALICE, failed);
            books.production.attempts().fail(segment, Problem.media("frame 3 is damaged"));
            assertEquals("failed", books.state(failed));
            assertEquals("frame 3 is damaged", books.jobs.get(failed).problem().get("detail").asText());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameKeyMakesOneJob(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String asset = books.asset();
            JobRequest request = Books.request(asset, 1);
            Jobs.Submitted first = books.jobs.submit(Books.ALICE, request, "\"k1\"");
            Jobs.Submitted second = books.jobs.submit(Books.ALICE, request, "\"k1\"");
            assertEquals(first.job().id(), second.job().id());
            assertEquals(List.of(false, true), List.of(first.replayed(), second.replayed()));
            assertNotEquals(first.job().id(), books.jobs.submit(Books.BOB, request, "k1").job().id());
            assertThrows(HttpProblem.class, () -> books.jobs.submit(Books.ALICE, Books.request(asset, 2), "k1"));
            assertEquals(2, books.jobs.list(filter(null, null, 10)).jobs().size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsAreFilteredAndPaged(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            for (int i = 0; i < 5; i++) {
                String job = books.job(0);
                books.jobs.patch(Books.ALICE, job, "{\"labels\": {\"reel\": \"A00%d\"}}".formatted(i % 2));
                books.clock.step(Duration.ofSeconds(1));
            }
            JobPage first = books.jobs.list(filter(null, null, 3));
            JobPage second = books.jobs.list(filter(null, first.next(), 3));
            assertEquals(List.of(3, 2), List.of(first.jobs().size(), second.jobs().size()));
            assertNull(second.next());
            assertTrue(first.jobs().getFirst().created().compareTo(second.jobs().getFirst().created()) > 0);
            assertEquals(2, books.jobs.list(filter("reel:A001", null, 10)).jobs().size());
            assertEquals(5, books.jobs.list(filter("reel", null, 10)).jobs().size());
            assertEquals(0, books.jobs.list(filter("roll", null, 10)).jobs().size());
            assertThrows(Problem.class, () -> books.jobs.list(filter(null, "forged", 10)));
            assertThrows(Problem.class, () -> JobFilter.states("quued"));
        }
    }

    private static JobFilter filter(String label, String cursor, int limit) {
        return new JobFilter(JobFilter.states("queued,held"), null, null, label, cursor, limit);
    }

    @ParameterizedTest
    @EnumSource
    void othersJobsAreNotForEverybody(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            assertThrows(HttpProblem.class, () -> books.jobs.cancel(Books.BOB, job));
            assertEquals("held", books.jobs.hold(Caller.LOCAL, job).state());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangeIsAnEventWithWhatItChanged(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.jobs.patch(Books.ALICE, job, "{\"priority\": 7, \"labels\": {\"reel\": \"A001\"}}");
            books.jobs.patch(Books.ALICE, job, "{\"priority\": 7}");
            books.jobs.patch(Books.ALICE, job, "{\"labels\": {}}");
            assertEquals(List.of("{\"labels\":{\"reel\":\"A001\"},\"priority\":7}", "{\"labels\":{},\"priority\":7}"),
                    books.production.events()
                        .after(0, job, 100)
                        .stream()
                        .filter((event) -> event.type().equals("job.changed"))
                        .map(Event::data)
                        .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOwnerHasSoManyJobsAndNoMore(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            JobRequest request = Books.request(books.asset(), 0);
            String first = books.jobs.submit(Books.ALICE, request, "k").job().id();
            for (int i = 1; i < Books.MOST_JOBS; i++) {
                books.jobs.submit(Books.ALICE, request, null);
            }
            HttpProblem refused = assertThrows(HttpProblem.class, () -> books.jobs.submit(Books.ALICE, request, null));
            assertEquals(429, refused.status());
            assertEquals("\"alice\" has as many open jobs as it may, 40; wait for some, or cancel some",
                    refused.getMessage());
            assertTrue(books.jobs.submit(Books.ALICE, request, "k").replayed(), "that one is there already");
            books.jobs.submit(Books.BOB, request, null);
            books.jobs.hold(Books.ALICE, first);
            assertThrows(HttpProblem.class, () -> books.jobs.submit(Books.ALICE, request, null));
            books.jobs.cancel(Books.ALICE, first);
            books.jobs.submit(Books.ALICE, request, null);
            assertThrows(HttpProblem.class, () -> books.jobs.retry(Books.ALICE, first));
            assertEquals("cancelled", books.state(first));
        }
    }

}
