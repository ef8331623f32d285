package dev.rushes.server.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.server.events.Event;
import dev.rushes.server.fixture.Books;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.queue.Resource;
import dev.rushes.server.work.Reconciler;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What holds of jobs and their tasks on either database. */
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
    void onlyTheNewestAttemptIsHeard(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L);
            Attempt zombie = books.begin(Resource.CPU, job, "zombie").orElseThrow();
            Attempt heir = books.production.attempts().begin(zombie.task(), Resource.CPU, "heir").orElseThrow();
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
            assertTrue(
                    failed.problem().get("detail").asText().startsWith("the clip has ended its worker process 3 times"),
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
    void whatAnotherProcessIsAtIsWaitedForWithoutEnd(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L);
            for (int i = 0; i < 50; i++) {
                Attempt attempt = books.begin(Resource.CPU, job, "heir").orElseThrow();
                assertNull(books.jobs.get(job).phase(), "it does not wait any more");
                books.production.attempts()
                    .fail(attempt, Problem.conflict("segment 0 of clip.mov is being made by another process"));
                assertTrue(books.due(Resource.CPU).isEmpty());
                assertEquals("waiting: segment 0 of clip.mov is being made by another process",
                        books.jobs.get(job).phase());
                books.clock.step(Duration.ofMinutes(1));
            }
            // and it has all its tries yet
            Attempt last = books.begin(Resource.CPU, job, "heir").orElseThrow();
            books.production.attempts().fail(last, Problem.exhausted("the disk is full"));
            assertEquals("queued", books.state(job));
            assertEquals(1, books.jobs.get(job).tasks().get(1).failures());
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
                assertTrue(books.production.attempts().begin(task, Resource.CPU, "w" + i).isPresent());
            }
            assertEquals(0, books.jobs.get(job).tasks().get(1).deaths());
        }
    }

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
    void aStartRepairsWhatACrashLeft(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String lost = books.job(0);
            String dead = books.job(0);
            books.plan(dead, 10L);
            assertTrue(books.begin(Resource.CPU, dead, "gone").isPresent());
            books.production.database().update((handle) -> {
                handle.execute("DELETE FROM q_io");
                handle.execute("UPDATE q_cpu SET picked = TRUE, picked_by = 'gone'");
            });
            assertTrue(books.due(Resource.IO).isEmpty());
            new Reconciler(books.production).run();
            assertTrue(books.begin(Resource.IO, lost, "w").isPresent());
            Attempt again = books.begin(Resource.CPU, dead, "w").orElseThrow();
            assertEquals(2, again.attempt());
            // no clip is to blame for what took its server along
            long deaths = books.production.database()
                .read((handle) -> handle.createQuery("SELECT CAST(SUM(deaths) AS BIGINT) FROM tasks")
                    .mapTo(Long.class)
                    .one());
            assertEquals(0, deaths);
            // and once more is no harm
            new Reconciler(books.production).run();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStartLetsAllWorkersOfTheLastGoWithoutBlame(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L, 10L);
            Attempt zombie = books.begin(Resource.CPU, job, "supervised").orElseThrow();
            Attempt far = books.begin(Resource.CPU, job, "far").orElseThrow();
            // as after a restart of the container: neither host nor process ids say
            // anything
            books.production.database().update((handle) -> {
                for (String worker : List.of("supervised", "far")) {
                    handle.execute(
                            "INSERT INTO workers (id, resource, host, pid, born, supervised, beats)"
                                    + " VALUES (?, 'cpu', 'another', 7, 'earlier', ?, 1)",
                            worker, worker.equals("far") ? 0 : 1);
                }
            });
            new Reconciler(books.production).run();
            assertFalse(books.succeed(zombie), "it is fenced, should it live yet");
            assertTrue(books.succeed(far), "another machine's may well live");
            Attempt heir = books.begin(Resource.CPU, job, "heir").orElseThrow();
            assertEquals(zombie.task(), heir.task());
            assertEquals(0, books.jobs.get(job).tasks().get(1).deaths());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHeldJobStaysHeldWhateverACrashLeft(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L);
            books.jobs.hold(Books.ALICE, job);
            String lost = books.jobs.get(job).tasks().get(1).id();
            books.production.database()
                .update((handle) -> handle.execute("UPDATE tasks SET state = 'ready' WHERE id = ?", lost));
            assertTrue(books.production.attempts().begin(lost, Resource.CPU, "w").isEmpty(), "it is brought");
            books.production.database()
                .update((handle) -> handle.execute("UPDATE tasks SET state = 'ready' WHERE id = ?", lost));
            new Reconciler(books.production).run();
            books.clock.step(Duration.ofSeconds(1));
            assertTrue(books.due(Resource.CPU).isEmpty(), "it is found");
            books.jobs.release(Books.ALICE, job);
            assertTrue(books.begin(Resource.CPU, job, "w").isPresent());
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
            assertEquals(
                    "\"alice\" has 40 jobs that have not ended, and no more are taken; wait for some, or cancel some",
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

    @ParameterizedTest
    @EnumSource(Databases.class)
    void theStartTouchesNoJobThatIsWhereItsTasksSay(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            String queued = books.job(0);
            String running = books.job(0);
            books.plan(running, 10L, 10L);
            assertTrue(books.begin(Resource.CPU, running, "worker").isPresent());
            String stuck = books.job(0);
            String task = books.jobs.get(stuck).tasks().getFirst().id();
            books.production.database().update((handle) -> {
                handle.execute("UPDATE jobs SET state = 'planning' WHERE id = ?", stuck);
                handle.execute("UPDATE tasks SET state = 'waiting' WHERE id = ?", task);
                handle.execute("DELETE FROM q_io WHERE task_instance = ?", task);
                handle.execute("UPDATE jobs SET version = 0");
            });
            assertEquals(1, books.production.repair().advanceAll());
            assertEquals("queued", books.state(stuck));
            assertTrue(books.due(Resource.IO).contains(task));
            assertEquals(List.of(stuck),
                    books.production.database()
                        .read((handle) -> handle.createQuery("SELECT id FROM jobs WHERE version > 0")
                            .mapTo(String.class)
                            .list()));
            assertEquals("queued", books.state(queued));
            assertEquals("running", books.state(running));
            assertEquals(0, books.production.repair().advanceAll());
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
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
