package dev.rushes.server.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.rushes.server.fixture.Books;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.queue.Resource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Tasks that wait for something other than themselves. */
class WaitingTests {

    private static final Duration WAIT = Duration.ofSeconds(30);

    private static final String WHY = "waiting: the disk is full";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whatIsHandedBackForWantOfSpaceIsNotBlamed(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L);
            for (int i = 0; i < 50; i++) {
                Attempt attempt = books.begin(Resource.CPU, job, "w").orElseThrow();
                books.production.attempts().handBack(attempt, WAIT, WHY);
                assertEquals(WHY, books.jobs.get(job).phase());
                books.clock.step(WAIT.minusMillis(1));
                assertTrue(books.due(Resource.CPU).isEmpty(), "it is no busy loop");
                books.clock.step(Duration.ofMillis(1));
            }
            assertEquals(0, books.jobs.get(job).tasks().get(1).failures());
            assertTrue(books.succeed(books.begin(Resource.CPU, job, "w").orElseThrow()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPostponedWaitsForNoClockAndForNoRelease(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L);
            String task = books.due(Resource.CPU).getFirst();
            books.production.attempts().postpone(task, Resource.CPU, "w", WAIT, WHY);
            assertTrue(books.due(Resource.CPU).isEmpty());
            books.clock.step(Duration.ofDays(-300));
            books.production.repair().shortenWaits();
            assertEquals(List.of(task), books.due(Resource.CPU));
            books.jobs.hold(Books.ALICE, job);
            books.production.attempts().postpone(task, Resource.CPU, "w", WAIT, WHY);
            assertNull(books.jobs.get(job).phase(), "it is held now");
            books.clock.step(WAIT);
            assertTrue(books.due(Resource.CPU).isEmpty());
            books.jobs.release(Books.ALICE, job);
            assertEquals(List.of(task), books.due(Resource.CPU));
            books.jobs.cancel(Books.ALICE, job);
            books.production.attempts().postpone(task, Resource.CPU, "w", Duration.ZERO, WHY);
            assertTrue(books.due(Resource.CPU).isEmpty(), "nobody wants it any more");
        }
    }

}
