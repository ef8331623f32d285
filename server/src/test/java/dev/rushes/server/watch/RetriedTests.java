package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Ids;
import dev.rushes.server.fixture.Books;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.Scope;
import dev.rushes.server.jobs.Attempt;
import dev.rushes.server.presets.Presets;
import dev.rushes.server.queue.Resource;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Watched footage whose job somebody tells to try again. */
class RetriedTests {

    private static final Caller ADMIN = new Caller("admin", Scope.ADMIN);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aJobThatIsTriedAgainIsDeliveredAfterAll(Databases kind) throws IOException {
        Path root = Files.createDirectory(this.folder.resolve("ingest"));
        Path output = this.folder.resolve("out");
        Files.writeString(root.resolve("a.mov"), "footage");
        try (Books books = new Books(kind, this.folder)) {
            Watcher watcher = watcher(books, root, output);
            for (int look = 0; look < 3; look++) {
                watcher.turn();
            }
            String job = job(books);
            Attempt attempt = books.begin(Resource.IO, job, "w").orElseThrow();
            books.production.attempts().fail(attempt, Problem.media("frame 3 is damaged"));
            watcher.turn();
            Path error = root.resolve("a.mov.rushes-error.txt");
            assertTrue(Files.exists(error));
            books.jobs.retry(ADMIN, job);
            watcher.turn();
            Path master = Files.createDirectories(books.production.storage().job(job)).resolve("a.rushes.mov");
            Files.writeString(master, "master");
            books.production.database().update((handle) -> {
                handle.execute(
                        "INSERT INTO artefacts SELECT ?, asset_id, id, 'master', 'a.rushes.mov', 'video/quicktime', 6,"
                                + " ?, ?, 1 FROM jobs WHERE id = ?",
                        Ids.next("art", 1), Fingerprint.of("master"),
                        books.production.storage().root().relativize(master).toString(), job);
                handle.execute("UPDATE jobs SET state = 'done' WHERE id = ?", job);
            });
            watcher.turn();
            assertEquals("master", Files.readString(output.resolve("a.rushes.mov")));
            assertFalse(Files.exists(error));
            assertTrue(Files.exists(root.resolve("done/a.mov")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverTriesAgainInTheMiddleIsHeard(Databases kind) throws IOException {
        Path root = Files.createDirectory(this.folder.resolve("ingest"));
        Files.writeString(root.resolve("a.mov"), "footage");
        try (Books books = new Books(kind, this.folder)) {
            Watcher watcher = watcher(books, root, this.folder.resolve("out"));
            for (int look = 0; look < 3; look++) {
                watcher.turn();
            }
            String job = job(books);
            books.jobs.cancel(ADMIN, job);
            Ledger ledger = new Ledger(books.production.database(), root.toString());
            Ledger.Entry entry = ledger.due().getFirst();
            Ending ending = Ending.of(books.production.database(), job).orElseThrow();
            books.jobs.retry(ADMIN, job);
            ledger.giveUp(entry, ending);
            assertEquals(Ledger.TAKEN, ledger.find(entry.key()).orElseThrow().state());
            books.jobs.cancel(ADMIN, job);
            ledger.giveUp(entry, ending);
            assertEquals(Ledger.FAILED, ledger.find(entry.key()).orElseThrow().state());
            assertEquals(List.of(), ledger.due());
        }
    }

    private static String job(Books books) {
        return books.production.database()
            .read((handle) -> handle.createQuery("SELECT id FROM jobs").mapTo(String.class).one());
    }

    private Watcher watcher(Books books, Path root, Path output) throws IOException {
        Path file = Files.writeString(this.folder.resolve("watch.yaml"), """
                folders:
                  - {path: %s, output: %s, min_age: 0s, after: move, recipe: {operations: []}}
                """.formatted(root, output));
        Desk desk = new Desk(books.production.database(), books.production.storage(), books.clock) {

            @Override
            String job(Handle handle, String asset, Staged staged, Order order, String owner,
                    BiConsumer<Handle, String> also) {
                String job = books.jobs.submit(handle, owner, Books.request(asset, 0));
                also.accept(handle, job);
                return job;
            }

        };
        return new Watcher(WatchFile.read(file).getFirst(), Set.of(output), books.production.database(),
                new Presets(books.clock, new Audit(books.clock)), books.production.storage(), desk, books.clock,
                new Stop());
    }

}
