package dev.rushes.server.watch;

import dev.rushes.server.operations.Feasible;
import dev.rushes.models.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Database;
import dev.rushes.server.presets.Presets;
import dev.rushes.server.storage.Storage;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The threads and the real clock; the rules are tested by hand elsewhere. */
class WatchingTests {

    @TempDir
    Path folder;

    @Test
    void looksBySelfAndStops() throws Exception {
        Path root = Files.createDirectory(this.folder.resolve("ingest"));
        Files.writeString(root.resolve("a.mov"), "footage");
        Path file = Files.writeString(this.folder.resolve("watch.yaml"), """
                folders:
                  - {path: %s, output: %s, settle: 2, poll: 1s, min_age: 0s, recipe: {operations: []}}
                """.formatted(root, this.folder.resolve("out")));
        LinkedBlockingQueue<Intake.Staged> taken = new LinkedBlockingQueue<>();
        Clock clock = Clock.systemUTC();
        try (Database database = Database.open(null, this.folder)) {
            Storage storage = new Storage(this.folder);
            Desk desk = new Desk(database, storage, clock) {

                @Override
                public String take(Intake.Staged staged, String owner, Order order, BiConsumer<Handle, String> also) {
                    assertTrue(Files.isRegularFile(storage.upload(staged.upload())));
                    assertTrue(order.recipe().isObject());
                    taken.add(staged);
                    return super.take(staged, owner, order, also);
                }

            };
            try (Watching watching = new Watching(file, database,
                    new Presets(clock, new Audit(clock), new Feasible(Models.shipped())), storage, desk, clock)) {
                watching.start();
                Intake.Staged staged = taken.poll(60, TimeUnit.SECONDS);
                assertEquals("a.mov", staged.name());
                assertEquals(7, staged.bytes());
            }
            assertEquals(0, taken.size());
        }
    }

    @Test
    void looksAgainAfterWhateverWentWrong() throws Exception {
        Path root = Files.createDirectory(this.folder.resolve("ingest"));
        Files.writeString(root.resolve("a.mov"), "footage");
        Path file = Files.writeString(this.folder.resolve("watch.yaml"), """
                folders:
                  - {path: %s, output: %s, settle: 2, poll: 1s, min_age: 0s, recipe: {operations: []}}
                """.formatted(root, this.folder.resolve("out")));
        CountDownLatch wrong = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(1);
        Clock clock = Clock.systemUTC();
        try (Database database = Database.open(null, this.folder)) {
            Storage storage = new Storage(this.folder);
            Desk desk = new Desk(database, storage, clock) {

                @Override
                public String take(Intake.Staged staged, String owner, Order order, BiConsumer<Handle, String> also) {
                    if (wrong.getCount() > 0) {
                        wrong.countDown();
                        throw new InternalError("a fault occurred in an unsafe memory access operation");
                    }
                    String job = super.take(staged, owner, order, also);
                    taken.countDown();
                    return job;
                }

            };
            try (Watching watching = new Watching(file, database,
                    new Presets(clock, new Audit(clock), new Feasible(Models.shipped())), storage, desk, clock)) {
                watching.start();
                assertTrue(taken.await(60, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    @Timeout(60)
    void foldersThatHangHoldNobodyUpOneAfterTheOther() throws Exception {
        StringBuilder text = new StringBuilder("folders:\n");
        for (int i = 0; i < 4; i++) {
            Path root = Files.createDirectory(this.folder.resolve("ingest" + i));
            Files.writeString(root.resolve("a.mov"), "footage");
            text.append("  - {path: %s, output: %s, settle: 2, poll: 1s, min_age: 0s, recipe: {operations: []}}%n"
                .formatted(root, this.folder.resolve("out")));
        }
        Path file = Files.writeString(this.folder.resolve("watch.yaml"), text);
        CountDownLatch hanging = new CountDownLatch(4);
        CountDownLatch never = new CountDownLatch(1);
        Clock clock = Clock.systemUTC();
        try (Database database = Database.open(null, this.folder)) {
            Storage storage = new Storage(this.folder);
            Desk desk = new Desk(database, storage, clock) {

                @Override
                public String reserve(String name, long bytes) {
                    hanging.countDown();
                    try {
                        never.await();
                    }
                    catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                    throw new IllegalStateException("hung");
                }

            };
            try (Watching watching = new Watching(file, database,
                    new Presets(clock, new Audit(clock), new Feasible(Models.shipped())), storage, desk, clock)) {
                watching.start();
                assertTrue(hanging.await(30, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void theServersOwnFoldersAreNoPlaceForFootage() throws Exception {
        try (Database database = Database.open(null, this.folder)) {
            Storage storage = new Storage(this.folder);
            Clock clock = Clock.systemUTC();
            for (List<Path> paths : List.of(List.of(storage.folders().getFirst(), this.folder.resolve("out")),
                    List.of(this.folder.resolve("in"), storage.folders().getLast().resolve("out")))) {
                Path file = Files.writeString(this.folder.resolve("watch.yaml"), """
                        folders:
                          - {path: %s, output: %s, recipe: {operations: []}}
                        """.formatted(paths.toArray()));
                Problem problem = assertThrows(Problem.class,
                        () -> new Watching(file, database,
                                new Presets(clock, new Audit(clock), new Feasible(Models.shipped())), storage,
                                new Desk(database, storage, clock), clock));
                assertTrue(problem.getMessage().contains("the server's own"), problem.getMessage());
            }
        }
    }

    @Test
    void aPresetThatIsNotThereIsSaidAtTheStart() throws Exception {
        Path file = Files.writeString(this.folder.resolve("watch.yaml"), """
                folders:
                  - {path: /in, output: /out, preset: restore}
                  - {path: /more, output: /out, preset: restorre}
                """);
        try (Database database = Database.open(null, this.folder)) {
            Storage storage = new Storage(this.folder);
            Clock clock = Clock.systemUTC();
            Presets presets = new Presets(clock, new Audit(clock), new Feasible(Models.shipped()));
            database.update(presets::ship);
            Problem problem = assertThrows(Problem.class,
                    () -> new Watching(file, database, presets, storage, new Desk(database, storage, clock), clock));
            assertEquals("watch.yaml, folder /more: there is no preset \"restorre\"; did you mean \"restore\"?"
                    + " (start without --watch to make it)", problem.getMessage());
        }
    }

}
