package dev.rushes.server.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.server.fixture.Books;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.queue.Resource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whose turn it is. */
class TurnTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void previewsAreInNobodysWay(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String asset = books.asset();
            books.production.database().update((handle) -> {
                books.production.follow(handle, TaskKind.PREVIEW, null, asset);
                books.production.follow(handle, TaskKind.PREVIEW, null, asset);
            });
            String job = books.job(-100);
            assertEquals(2, books.due(Resource.PREVIEW).size());
            // two probes, and the plan
            assertEquals(3, books.due(Resource.IO).size());
            assertTrue(books.begin(Resource.IO, job, "w").isPresent());
        }
    }

    @ParameterizedTest
    @EnumSource
    void priorityDecidesAndMayChangeWhileWaiting(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String early = books.job(0);
            books.plan(early, 10L);
            String late = books.job(0);
            books.plan(late, 10L);
            books.jobs.patch(Books.ALICE, late, "{\"priority\": 50}");
            assertEquals(late, books.begin(Resource.CPU, null, "w").orElseThrow().job());
            assertEquals(50, books.jobs.get(late).priority());
            assertThrows(Problem.class, () -> books.jobs.patch(Books.ALICE, early, "{\"priority\": 101}"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noJobStarves(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String humble = books.job(-100);
            books.plan(humble, 10L);
            int overtaken = 0;
            while (true) {
                String grand = books.job(100);
                books.plan(grand, 10L);
                Attempt next = books.begin(Resource.CPU, null, "w").orElseThrow();
                if (next.job().equals(humble)) {
                    break;
                }
                books.succeed(next);
                overtaken++;
                books.clock.step(Duration.ofMinutes(20));
                assertTrue(overtaken < 20, "200 minutes are the most");
            }
            assertTrue(overtaken > 5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClockThatIsSetBackMakesNothingWait(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String failed = books.job(0);
            books.plan(failed, 10L);
            Attempt attempt = books.begin(Resource.CPU, failed, "w").orElseThrow();
            books.production.attempts().fail(attempt, Problem.exhausted("the disk is full"));
            String fresh = books.job(0);
            books.clock.step(Duration.ofDays(-365));
            assertTrue(books.begin(Resource.IO, fresh, "w").isPresent(), "what waits for nothing is due");
            assertTrue(books.due(Resource.CPU).isEmpty());
            assertEquals(5, books.production.repair().shortenWaits(), "a task, two jobs and their footage");
            books.clock.step(Duration.ofSeconds(1));
            assertTrue(books.due(Resource.CPU).isEmpty(), "its own wait is kept");
            books.clock.step(Duration.ofSeconds(1));
            assertEquals(2, books.begin(Resource.CPU, failed, "w").orElseThrow().attempt());
            assertEquals(0, books.production.repair().shortenWaits(), "once is enough");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aJobMadeWhileTheClockRanAheadStandsNotBehindThoseAfterIt(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            books.clock.step(Duration.ofDays(365));
            String early = books.job(0);
            books.plan(early, 10L);
            books.clock.step(Duration.ofDays(-365));
            books.production.repair().shortenWaits();
            books.clock.step(Duration.ofMinutes(1));
            books.plan(books.job(0), 10L);
            assertEquals(early, books.begin(Resource.CPU, null, "w").orElseThrow().job());
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofOneSecondTheFirstJobAndItsFirstSegmentGoFirst(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            List<String> jobs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                jobs.add(books.job(0));
                books.clock.step(Duration.ofMillis(7));
            }
            jobs.reversed().forEach((job) -> books.plan(job, 1L, 1L));
            for (String job : jobs) {
                for (int number = 0; number < 2; number++) {
                    Attempt next = books.begin(Resource.CPU, null, "w").orElseThrow();
                    assertEquals(job, next.job());
                    assertEquals(number, next.number());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void footageFromWhileTheClockRanAheadStandsNotBehindWhatComesAfterIt(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            books.clock.step(Duration.ofDays(365));
            String early = books.asset();
            String shown = books.asset();
            books.clock.step(Duration.ofDays(-365));
            // offered after the clock was set back, but before anybody has looked
            books.production.database()
                .update((handle) -> books.production.tasks().offer(handle, TaskKind.PREVIEW, null, shown));
            books.clock.step(Duration.ofMinutes(1));
            String late = books.asset();
            books.production.database()
                .update((handle) -> books.production.tasks().offer(handle, TaskKind.PREVIEW, null, late));
            assertEquals(shown, books.begin(Resource.PREVIEW, null, "w").orElseThrow().asset());
            books.production.repair().shortenWaits();
            books.clock.step(Duration.ofMinutes(1));
            books.asset();
            List<String> order = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                order.add(books.begin(Resource.IO, null, "w").orElseThrow().asset());
            }
            assertTrue(order.indexOf(early) < 3, order::toString);
            assertTrue(order.indexOf(shown) < 3, order::toString);
        }
    }

}
