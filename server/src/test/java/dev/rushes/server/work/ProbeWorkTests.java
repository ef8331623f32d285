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
import dev.rushes.workers.Monitor;
import dev.rushes.workers.Worker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ProbeWorkTests {

    @TempDir
    private Path folder;

    @Test
    void aProbeThatIsNotWantedAnyMoreReadsNoFurther() throws Exception {
        try (Books books = new Books(Databases.SQLITE, this.folder)) {
            books.asset();
            Attempt attempt = books.begin(Resource.IO, null, "w").orElseThrow();
            Path blob = books.production.storage().blob(books.production.asset(attempt.asset()).sha256());
            Files.createDirectories(blob);
            Clips.make(blob.resolve("clip.mov"), 10);
            ProbeWork work = new ProbeWork(books.production, new Worker(Models.shipped()));
            assertEquals(Problem.Kind.CANCELLED,
                    assertThrows(Problem.class, () -> work.run(attempt, new Unwanted())).kind());
        }
    }

    /** As that of an attempt whose asset was deleted. */
    private record Unwanted() implements Monitor {

        @Override
        public boolean cancelled() {
            return true;
        }

    }

}
