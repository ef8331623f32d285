package dev.rushes.server.jobs;

import java.nio.file.Path;
import java.time.Duration;

import dev.rushes.models.Problem;
import dev.rushes.server.fixture.Books;
import dev.rushes.server.fixture.Databases;
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

/** What workers do with tasks, and what becomes of those that fail or die. */
class AttemptsTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void onlyTheNewestAttemptIsHeard(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L);
            Attempt zombie = books.begin(Resource.CPU, job, "zombie").orElseThrow();
            Attempt heir = books.bring(zombie.task(), Resource.CPU, "heir").orElseThrow();
            assertEquals(2, heir.attempt());
            assertFalse(books.production.attempts().progress(zombie, 5, 1, null));
            assertFalse(books.succeed(zombie));
            books.production.attempts().fail(zombie, Problem.media("nobody hears it"));
            books.production.attempts().handBack(zombie);
            assertEquals("running", books.state(job));
            assertTrue(books.succeed(heir));
            assertFalse(books.succeed(heir), "once is enough");
            assertEquals("assembling", books.state(job));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClipThatKillsItsWorkersIsFailedAndOthersGoOn(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String poison = books.job(0);
            books.plan(poison, 10L, 10L);
            String other = books.job(0);
            books.plan(other, 10L);
            for (int death = 0; death < 3; death++) {
                String worker = "w" + death;
                assertEquals(0, books.begin(Resource.CPU, null, worker).orElseThrow().number(),
                        "the suspect goes first, so that it shows at once");
                books.production.attempts().release(worker, true);
            }
            JobDocument failed = books.jobs.get(poison);
            assertEquals("failed", failed.state());
            assertTrue(failed.problem()
                .get("detail")
                .asText()
                .startsWith(
                        "its worker process ended 3 times while it was at work on it, the last time to make a segment;"),
                    failed.problem().toString());
            Attempt next = books.begin(Resource.CPU, null, "w9").orElseThrow();
            assertEquals(other, next.job());
            assertEquals("failed", books.state(poison));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWorkerThatWasToldToGoIsNoDeath(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L);
            for (int i = 0; i < 5; i++) {
                assertTrue(books.begin(Resource.CPU, job, "w" + i).isPresent());
                books.production.attempts().release("w" + i, false);
            }
            Attempt last = books.begin(Resource.CPU, job, "w").orElseThrow();
            assertEquals(6, last.attempt());
            assertEquals(0, books.jobs.get(job).tasks().get(1).deaths());
        }
    }

    @ParameterizedTest
    @EnumSource
    void temporaryTroubleIsTriedAgainLaterAndNotForEver(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L);
            long[] waits = { 2, 8, 32, 128 };
            for (long wait : waits) {
                Attempt attempt = books.begin(Resource.CPU, job, "w").orElseThrow();
                books.production.attempts().fail(attempt, Problem.exhausted("the disk is full"));
                assertNotEquals("failed", books.state(job));
                books.clock.step(Duration.ofSeconds(wait - 1));
                assertTrue(books.due(Resource.CPU).isEmpty(), "not before " + wait + " s");
                books.clock.step(Duration.ofSeconds(1));
                assertEquals(1, books.due(Resource.CPU).size());
            }
            Attempt last = books.begin(Resource.CPU, job, "w").orElseThrow();
            books.production.attempts().fail(last, Problem.exhausted("the disk is full"));
            assertEquals("failed", books.state(job));
            assertEquals("the disk is full", books.jobs.get(job).problem().get("detail").asText());
        }
    }

    @ParameterizedTest
    @EnumSource
    void lastingTroubleEndsTheJobAtOnce(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L, 10L, 10L);
            Attempt first = books.begin(Resource.CPU, job, "w1").orElseThrow();
            Attempt second = books.begin(Resource.CPU, job, "w2").orElseThrow();
            books.production.attempts().fail(first, Problem.media("frame 3 is damaged"));
            assertEquals("failed", books.state(job));
            assertFalse(books.succeed(second), "the others are void");
            assertTrue(books.due(Resource.CPU).isEmpty());
            assertEquals("frame 3 is damaged", books.jobs.get(job).problem().get("detail").asText());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheDatabaseRefusesForARivalIsTriedAgain(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L);
            Attempt attempt = books.begin(Resource.CPU, job, "w").orElseThrow();
            books.production.attempts()
                .fail(attempt, Problem.conflict("somebody else has just changed what this needs; look at it again"));
            assertEquals("queued", books.state(job));
            books.clock.step(Duration.ofSeconds(2));
            assertTrue(books.begin(Resource.CPU, job, "w").isPresent());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyAttemptHasAGreaterClaimThanThoseBefore(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            long last = 0;
            for (int i = 0; i < 3; i++) {
                books.plan(job, 10L);
                Attempt zombie = books.begin(Resource.CPU, job, "zombie").orElseThrow();
                assertTrue(books.production.attempts().holds(zombie));
                assertTrue(zombie.claim() > last);
                books.production.attempts().release("zombie", true);
                assertFalse(books.production.attempts().holds(zombie));
                Attempt heir = books.begin(Resource.CPU, job, "heir").orElseThrow();
                assertTrue(heir.claim() > zombie.claim());
                assertFalse(books.production.attempts().holds(zombie));
                assertTrue(books.production.attempts().holds(heir));
                last = heir.claim();
                // its tasks are others from then on, whose attempts count from 1
                books.jobs.cancel(Books.ALICE, job);
                assertFalse(books.production.attempts().holds(heir));
                books.jobs.retry(Books.ALICE, job);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverIsStoppedBeforeItBeginsTakesNothingFromItsHeir(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L);
            String task = books.due(Resource.CPU).getFirst();
            // it had been brought to the zombie before
            Attempt heir = books.bring(task, Resource.CPU, "heir").orElseThrow();
            assertTrue(books.production.attempts().begin(task, Resource.CPU, "zombie").isEmpty());
            assertTrue(books.production.attempts().holds(heir));
            books.production.attempts().postpone(task, Resource.CPU, "zombie", Duration.ZERO, "waiting");
            assertTrue(books.production.attempts().holds(heir));
            assertTrue(books.succeed(heir));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsBroughtAgainIsNobodysDeath(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L);
            String task = books.begin(Resource.CPU, job, "w").orElseThrow().task();
            for (int i = 0; i < 5; i++) {
                assertTrue(books.bring(task, Resource.CPU, "w" + i).isPresent());
            }
            assertEquals(0, books.jobs.get(job).tasks().get(1).deaths());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWorkerThatAsksTwiceDidNotDie(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L);
            Attempt unheard = books.begin(Resource.CPU, job, "w").orElseThrow();
            for (int i = 0; i < 5; i++) {
                assertTrue(books.production.attempts().begin(unheard.task(), Resource.CPU, "w").isPresent());
            }
            assertEquals(0, books.jobs.get(job).tasks().get(1).deaths());
            assertFalse(books.succeed(unheard), "only the last answer counts");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAssetThatCannotBeProbedForNowIsTriedUntilItCan(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String asset = books.asset();
            for (int i = 0; i < 12; i++) {
                books.clock.step(Duration.ofHours(1));
                Attempt attempt = books.begin(Resource.IO, null, "w" + i).orElseThrow();
                books.production.attempts().fail(attempt, Problem.exhausted("the disk does not answer"));
                assertEquals("probing", books.production.asset(asset).state());
            }
            assertEquals("the disk does not answer", books.production.asset(asset).problem().path("detail").asText());
            books.clock.step(Duration.ofMinutes(58));
            assertTrue(books.begin(Resource.IO, null, "w").isEmpty(), "once an hour is enough");
            books.clock.step(Duration.ofMinutes(2));
            Attempt last = books.begin(Resource.IO, null, "w").orElseThrow();
            books.production.attempts().fail(last, Problem.media("it is no footage"));
            assertEquals("unusable", books.production.asset(asset).state());
        }
    }

    @ParameterizedTest
    @EnumSource
    void probingEndsAfterAMonthInVain(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String asset = books.asset();
            books.production.database().update((handle) -> handle.execute("UPDATE tasks SET failures = 719"));
            Attempt last = books.begin(Resource.IO, null, "w").orElseThrow();
            books.production.attempts().fail(last, Problem.exhausted("the disk does not answer"));
            assertEquals("unusable", books.production.asset(asset).state());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAssetThatKillsItsProbeIsUnusable(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String asset = books.asset();
            for (int i = 0; i < 3; i++) {
                assertTrue(books.begin(Resource.IO, null, "w" + i).isPresent());
                books.production.attempts().release("w" + i, true);
            }
            assertEquals("unusable", books.production.asset(asset).state());
            assertThrows(Problem.class, () -> books.jobs.submit(Books.ALICE, Books.request(asset, 0), null));
        }
    }

}
