package dev.rushes.server.work;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.server.Production;
import dev.rushes.server.fixture.Books;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.StepClock;
import dev.rushes.server.queue.Resource;
import dev.rushes.server.storage.Installation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A worker whose data directory is not there. */
class MountTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void takesNothingUntilItIs(Databases kind) throws Exception {
        try (Books books = new Books(kind, this.folder);
                WorkerNode worker = new WorkerNode(books.production, Models.shipped(), Resource.IO, "w", false, 1, 0)) {
            Installation.check(books.production.storage(), books.production.database(), books.clock.millis());
            Path mark = this.folder.resolve("installation");
            Path aside = this.folder.resolve("aside");
            String asset = books.asset();
            String task = books.due(Resource.IO).getFirst();
            Files.move(mark, aside);
            bring(books, task);
            worker.take(task);
            assertEquals("probing", books.production.asset(asset).state());
            assertEquals(List.of(task), books.due(Resource.IO), "others may take it");
            Files.writeString(mark, "ins_another");
            bring(books, task);
            worker.take(task);
            assertEquals("probing", books.production.asset(asset).state());
            Files.delete(mark);
            Files.move(aside, mark);
            bring(books, task);
            worker.take(task);
            // of this footage there is no file
            assertEquals("unusable", books.production.asset(asset).state());
        }
    }

    private static void bring(Books books, String task) {
        books.production.database()
            .update((handle) -> handle.execute("UPDATE q_io SET picked = TRUE, picked_by = 'w' WHERE task_instance = ?",
                    task));
    }

    @Test
    void makesNoDatabaseInAnEmptyFolder() throws Exception {
        Problem refused = assertThrows(Problem.class,
                () -> Production.join(this.folder, null, new StepClock(Instant.EPOCH)));
        assertEquals(Problem.Kind.NOT_FOUND, refused.kind());
        try (var files = Files.list(this.folder)) {
            assertTrue(files.findAny().isEmpty());
        }
    }

}
