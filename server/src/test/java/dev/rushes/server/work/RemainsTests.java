package dev.rushes.server.work;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.server.fixture.Books;
import dev.rushes.server.fixture.Clips;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.jobs.Attempt;
import dev.rushes.server.queue.Resource;
import dev.rushes.server.storage.Storage;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.Worker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is deleted while somebody works at it. */
class RemainsTests {

    @TempDir
    private Path folder;

    @Test
    void ofAJobThatIsDeletedWhileItIsPlannedNothingIsLeft() throws Exception {
        try (Books books = new Books(Databases.SQLITE, this.folder)) {
            Storage storage = books.production.storage();
            Path clip = Files.createDirectories(storage.blob("ab".repeat(32))).resolve("clip.mov");
            Clips.make(clip, 5);
            String job = books.job(0);
            Attempt attempt = books.begin(Resource.IO, job, "w").orElseThrow();
            Monitor meanwhile = new Monitor() {
                @Override
                public void phase(String what) {
                    if (what.equals("planning")) {
                        books.jobs.cancel(Books.ALICE, job);
                        books.remove(job);
                    }
                }
            };
            PlanWork work = new PlanWork(books.production, new Worker(Models.shipped()));
            Problem problem = assertThrows(Problem.class, () -> work.run(attempt, meanwhile));
            assertEquals(Problem.Kind.CANCELLED, problem.kind());
            new Remains(books.production).clear(attempt);
            assertFalse(Files.exists(storage.job(job)), "its folder is there again");
        }
    }

    @Test
    void ofAnotherNothingIsTouched() throws Exception {
        try (Books books = new Books(Databases.SQLITE, this.folder)) {
            String job = books.job(0);
            Attempt attempt = books.begin(Resource.IO, job, "w").orElseThrow();
            Path file = Files.createDirectories(books.production.storage().job(job)).resolve("plan.json");
            Files.writeString(file, "{}");
            books.jobs.cancel(Books.ALICE, job);
            new Remains(books.production).clear(attempt);
            assertTrue(Files.exists(file), "a retry goes on from what is there");
        }
    }

}
