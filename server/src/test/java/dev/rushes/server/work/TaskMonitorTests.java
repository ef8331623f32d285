package dev.rushes.server.work;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

import dev.rushes.server.fixture.Books;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.jobs.Attempt;
import dev.rushes.server.queue.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TaskMonitorTests {

    @TempDir
    private Path folder;

    @Test
    void aWantOfMemoryIsNotTheLastWord() {
        try (Books books = new Books(Databases.SQLITE, this.folder)) {
            String job = books.job(0);
            books.plan(job, 10L);
            Attempt attempt = books.begin(Resource.CPU, job, "w").orElseThrow();
            AtomicLong calls = new AtomicLong();
            TaskMonitor monitor = new TaskMonitor(books.production.attempts(), attempt, () -> false, () -> {
                if (calls.getAndIncrement() == 1) {
                    throw new OutOfMemoryError("just now");
                }
                return calls.get();
            });
            monitor.frames(7);
            monitor.tell();
            assertEquals(0, books.jobs.get(job).framesDone());
            monitor.tell();
            assertEquals(7, books.jobs.get(job).framesDone());
            assertTrue(books.succeed(attempt));
        }
    }

}
