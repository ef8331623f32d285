package dev.rushes.server.watch;

import dev.rushes.server.operations.Feasible;
import dev.rushes.models.Models;
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
            looks(watcher);
            String job = job(books);
            fail(books, job);
            watcher.turn();
            Path error = root.resolve("a.mov.rushes-error.txt");
            assertTrue(Files.exists(error));
            books.jobs.retry(ADMIN, job);
            watcher.turn();
            done(books, job);
            watcher.turn();
            assertEquals("master " + job, Files.readString(output.resolve("a.rushes.mov")));
            assertFalse(Files.exists(error));
            assertTrue(Files.exists(root.resolve("done/a.mov")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatFailsAgainIsNotSaidBesideWhatCameInItsPlace(Databases kind) throws IOException {
        Path root = Files.createDirectory(this.folder.resolve("ingest"));
        Path clip = Files.writeString(root.resolve("a.mov"), "footage");
        // something, for an empty folder may be a mount that is gone
        Files.writeString(root.resolve("b.mov"), "other");
        Files.writeString(root.resolve("b.mov.json"), "{\"skip\": true}");
        Path error = root.resolve("a.mov.rushes-error.txt");
        try (Books books = new Books(kind, this.folder)) {
            Watcher watcher = watcher(books, root, this.folder.resolve("out"));
            looks(watcher);
            String first = job(books);
            fail(books, first);
            looks(watcher);
            assertTrue(Files.exists(error));
            Files.writeString(clip, "better footage");
            looks(watcher);
            String second = books.production.database()
                .read((handle) -> handle.createQuery("SELECT id FROM jobs WHERE id <> ?")
                    .bind(0, first)
                    .mapTo(String.class)
                    .one());
            books.jobs.retry(ADMIN, first);
            fail(books, first);
            looks(watcher);
            assertFalse(Files.exists(error), "there is better footage");
            // nor does what succeeds in the end hide what is wrong with the other
            fail(books, second);
            looks(watcher);
            assertTrue(Files.exists(error));
            books.jobs.retry(ADMIN, first);
            done(books, first);
            looks(watcher);
            assertTrue(Files.readString(error).contains(second), Files.readString(error));
            books.jobs.retry(ADMIN, second);
            done(books, second);
            looks(watcher);
            assertFalse(Files.exists(error));
            assertTrue(Files.exists(root.resolve("done/a.mov")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatFailsAgainIsNotSaidBesideWhatAnotherOrderMadeGood(Databases kind) throws IOException {
        Path root = Files.createDirectory(this.folder.resolve("ingest"));
        Files.writeString(root.resolve("a.mov"), "footage");
        Path error = root.resolve("a.mov.rushes-error.txt");
        try (Books books = new Books(kind, this.folder)) {
            Watcher watcher = watcher(books, root, this.folder.resolve("out"));
            looks(watcher);
            String first = job(books);
            fail(books, first);
            looks(watcher);
            Files.writeString(root.resolve("a.mov.json"), "{\"priority\": 7}");
            looks(watcher);
            assertFalse(Files.exists(error), "it is tried in another way");
            books.jobs.retry(ADMIN, first);
            fail(books, first);
            looks(watcher);
            assertFalse(Files.exists(error));
        }
    }

    private static void looks(Watcher watcher) {
        for (int look = 0; look < 4; look++) {
            watcher.turn();
        }
    }

    private static void fail(Books books, String job) {
        Attempt attempt = books.begin(Resource.IO, job, "w").orElseThrow();
        books.production.attempts().fail(attempt, Problem.media("frame 3 is damaged"));
    }

    private static void done(Books books, String job) throws IOException {
        Path master = Files.createDirectories(books.production.storage().job(job)).resolve("a.rushes.mov");
        Files.writeString(master, "master " + job);
        books.production.database().update((handle) -> {
            handle.execute(
                    "INSERT INTO artefacts SELECT ?, asset_id, id, 'master', 'a.rushes.mov', 'video/quicktime', 37,"
                            + " ?, ?, 1 FROM jobs WHERE id = ?",
                    Ids.next("art", 1), Fingerprint.of("master " + job),
                    books.production.storage().root().relativize(master).toString(), job);
            handle.execute("UPDATE jobs SET state = 'done' WHERE id = ?", job);
        });
    }

    @ParameterizedTest
    @EnumSource
    void whoeverTriesAgainInTheMiddleIsHeard(Databases kind) throws IOException {
        Path root = Files.createDirectory(this.folder.resolve("ingest"));
        Files.writeString(root.resolve("a.mov"), "footage");
        try (Books books = new Books(kind, this.folder)) {
            Watcher watcher = watcher(books, root, this.folder.resolve("out"));
            looks(watcher);
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
        return new Watcher(WatchFile.read(file, new Feasible(Models.shipped())).getFirst(), Set.of(output),
                books.production.database(),
                new Presets(books.clock, new Audit(books.clock), new Feasible(Models.shipped())),
                books.production.storage(), desk, books.clock, new Stop());
    }

}
