package dev.rushes.server.retention;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.rushes.server.Await;
import dev.rushes.server.fixture.Postgres;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class RetentionOnPostgresTests extends RetentionTests {

    @Override
    String database() {
        return Postgres.database();
    }

    @Test
    void aJobThatIsTriedAgainJustThenStays() throws Exception {
        job("failed", this.clock.millis());
        var answer = whileChanging("UPDATE jobs SET version = version + 1, state = 'queued', finished = NULL",
                () -> this.client.send("DELETE", "/v1/jobs/" + JOB, null).statusCode());
        assertEquals(409, answer);
        assertEquals(1, jobs());
    }

    @Test
    void aJobThatEndedAnewJustThenIsNotOldYet() throws Exception {
        job("failed", this.clock.millis());
        this.clock.step(Duration.ofDays(31));
        whileChanging("UPDATE jobs SET version = version + 1, finished = " + this.clock.millis(),
                () -> this.front.retention.sweep());
        assertEquals(1, jobs());
    }

    /**
     * Changes the job and its tasks, as a retry does, and commits once the other waits
     * for it.
     */
    private <T> T whileChanging(String change, Callable<T> other) throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<T> result = this.front.database.change((handle) -> {
                handle.execute(change);
                Future<T> begun = thread.submit(other);
                try {
                    Await.until("it waits for the job", () -> begun.isDone() || somebodyWaits());
                }
                catch (Exception trouble) {
                    throw new IllegalStateException(trouble);
                }
                assertFalse(begun.isDone(), () -> "it did not wait for the job: " + begun);
                return begun;
            });
            return result.get(1, TimeUnit.MINUTES);
        }
    }

    private boolean somebodyWaits() {
        return this.front.database.read((handle) -> {
            // we are within a transaction, which else keeps its first list of who is
            // there
            handle.execute("SELECT pg_stat_clear_snapshot()");
            return handle
                .createQuery("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND datname = current_database()")
                .mapTo(Integer.class)
                .one();
        }) > 0;
    }

    private int jobs() {
        return this.front.database
            .read((handle) -> handle.createQuery("SELECT COUNT(*) FROM jobs").mapTo(Integer.class).one());
    }

}
