package dev.rushes.server.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.rushes.server.fixture.Books;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.queue.Resource;
import dev.rushes.server.work.Reconciler;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a start puts right after a crash. */
class RepairTests {

    @TempDir
    private Path folder;

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

}
