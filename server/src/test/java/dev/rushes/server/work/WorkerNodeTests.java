package dev.rushes.server.work;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.rushes.models.Models;
import dev.rushes.server.fixture.Awaiting;
import dev.rushes.server.fixture.Books;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.jobs.JobDocument;
import dev.rushes.server.queue.Resource;
import dev.rushes.server.storage.Installation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** A worker for light work, whose assemblies take as long as the test wants. */
@DisabledOnOs(OS.WINDOWS)
class WorkerNodeTests {

    @TempDir
    private Path folder;

    @Test
    void longAssembliesLeaveAThreadForWhatIsQuick() throws Exception {
        try (Books books = new Books(Databases.SQLITE, this.folder)) {
            Installation.check(books.production.storage(), books.production.database(), books.clock.millis());
            List<String> jobs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                jobs.add(assembling(books));
            }
            try (WorkerNode worker = new WorkerNode(books.production, Models.shipped(), Resource.IO, "w", false, 3,
                    0)) {
                worker.start();
                Awaiting.until("two are at work and the third waits",
                        () -> states(books, jobs).equals(List.of("ready", "running", "running")));
                String asset = books.asset();
                // of this footage there is no file
                Awaiting.until("a probe is made meanwhile",
                        () -> books.production.asset(asset).state().equals("unusable"));
                assertEquals(List.of("ready", "running", "running"), states(books, jobs));
                for (String job : jobs) {
                    if (assembly(books, job).state().equals("running")) {
                        Files.writeString(plan(books, job), "{}");
                    }
                }
            }
        }
    }

    @Test
    void ofAJobThatIsDeletedWhileItIsAssembledNothingIsLeft() throws Exception {
        try (Books books = new Books(Databases.SQLITE, this.folder)) {
            Installation.check(books.production.storage(), books.production.database(), books.clock.millis());
            String job = assembling(books);
            Path made = books.production.storage().job(job);
            try (WorkerNode worker = new WorkerNode(books.production, Models.shipped(), Resource.IO, "w", false, 1,
                    0)) {
                worker.start();
                // both ends, so that opening it waits for nobody
                try (RandomAccessFile pipe = new RandomAccessFile(plan(books, job).toFile(), "rw")) {
                    Awaiting.until("it is at work", () -> assembly(books, job).state().equals("running"));
                    books.jobs.cancel(Books.ALICE, job);
                    books.remove(job);
                    assertFalse(Files.exists(made));
                    // as its own writing would have it
                    Files.writeString(Files.createDirectories(made).resolve("late.mov"), "late");
                    pipe.write("{}".getBytes(StandardCharsets.US_ASCII));
                }
                Awaiting.until("the worker cleared it away", () -> !Files.exists(made));
            }
        }
    }

    /** One whose plan is a pipe: who reads it waits until somebody writes. */
    private static String assembling(Books books) throws Exception {
        String job = books.job(0);
        books.plan(job, 10L);
        books.succeed(books.begin(Resource.CPU, job, "cpu").orElseThrow());
        Files.createDirectories(plan(books, job).getParent());
        assertEquals(0, new ProcessBuilder("mkfifo", plan(books, job).toString()).start().waitFor());
        return job;
    }

    private static Path plan(Books books, String job) {
        return PlanFile.of(books.production.storage().job(job));
    }

    private static List<String> states(Books books, List<String> jobs) {
        return jobs.stream().map((job) -> assembly(books, job).state()).sorted().toList();
    }

    private static JobDocument.Task assembly(Books books, String job) {
        return books.jobs.get(job)
            .tasks()
            .stream()
            .filter((task) -> task.kind().equals("assemble"))
            .findFirst()
            .orElseThrow();
    }

}
