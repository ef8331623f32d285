package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

import dev.rushes.models.Problem;
import dev.rushes.server.fixture.Databases;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Disks that are full or away: nothing is lost, taken twice, or said at every look. */
class WatchTroubleTests extends WatchedFolder {

    private int asked;

    private int copied;

    @Test
    void aFirstNoRoomEndsTheAsking() throws IOException {
        open(Databases.SQLITE);
        this.desk = new Desk(this.database, this.storage, this.clock, 1000L) {

            @Override
            public String reserve(String name, long bytes) {
                WatchTroubleTests.this.asked++;
                return super.reserve(name, bytes);
            }

        };
        open(Databases.SQLITE);
        clip("0.mov", "x".repeat(900));
        looks(4);
        assertEquals(List.of("0.mov"), jobs());
        for (int i = 1; i <= 20; i++) {
            clip(i + ".mov", "y".repeat(200 + i % 2));
        }
        this.asked = 0;
        try (Heard heard = new Heard()) {
            looks(13);
            assertEquals(1, heard.warnings().size(), heard.warnings().toString());
        }
        // ten looks at what is at rest, each asked for the first, and for what is smaller
        assertTrue(this.asked <= 20, "asked " + this.asked);
        assertEquals(List.of("0.mov"), jobs());
    }

    @Test
    void whatCannotBeTakenInIsNotCopiedAtEveryLook() throws IOException {
        open(Databases.SQLITE);
        this.desk = failing(Problem.exhausted("the disk does not answer"));
        open(Databases.SQLITE);
        clip("a.mov", "a");
        try (Heard heard = new Heard()) {
            looks(40);
            assertEquals(1, heard.warnings().size(), heard.warnings().toString());
        }
        assertTrue(this.copied > 1 && this.copied < 8, "copied " + this.copied);
        assertEquals(List.of(), tree(this.storage.root().resolve("uploads")));
    }

    @Test
    void contentThatIsKnownToBeUnusableIsRefusedOnce() throws IOException {
        open(Databases.SQLITE);
        this.desk = failing(Problem.media("asset ast_1 cannot be used: it is no footage"));
        open(Databases.SQLITE);
        clip("a.mov", "a");
        looks(40);
        assertEquals(1, this.copied);
        assertTrue(Files.readString(this.root.resolve("a.mov.rushes-error.txt")).contains("it is no footage"));
    }

    private Desk failing(Problem problem) {
        return new Desk(this.database, this.storage, this.clock) {

            @Override
            public String take(Staged staged, String owner, Order order, BiConsumer<Handle, String> also) {
                WatchTroubleTests.this.copied++;
                throw problem;
            }

        };
    }

    @ParameterizedTest
    @EnumSource
    void aFolderThatIsAwayKeepsNoMasterBackAndIsMovedLater(Databases kind) throws IOException {
        this.output = this.folder.resolve("out");
        open(kind, "after: move");
        clip("a.mov", "footage");
        looks(8);
        Path away = Files.move(this.root, this.folder.resolve("away"));
        end("done", null);
        looks(1);
        assertEquals("master", Files.readString(this.output.resolve("a_restored.mov")));
        // the mount's empty folder is no news either
        Files.createDirectory(this.root);
        looks(3);
        // nor one in which something else lies
        clip("other.txt", "no footage");
        clip("b.mov", "");
        looks(3);
        tree(this.root).forEach((path) -> this.folder.resolve(path).toFile().delete());
        Files.delete(this.root);
        Files.move(away, this.root);
        looks(1);
        assertEquals("footage", Files.readString(this.root.resolve("done/a.mov")));
        looks(8);
        assertEquals(1, jobs().size());
    }

    @ParameterizedTest
    @EnumSource
    void whatFailedIsSaidBesideFootageThatComesBack(Databases kind) throws IOException {
        open(kind);
        clip("a.mov", "footage");
        looks(8);
        Path away = Files.move(this.root, this.folder.resolve("away"));
        end("failed", "{\"detail\": \"it is no footage\"}");
        looks(2);
        Files.createDirectory(this.root);
        looks(2);
        assertEquals(List.of(), tree(this.root));
        Files.delete(this.root);
        Files.move(away, this.root);
        looks(1);
        assertTrue(Files.exists(this.root.resolve("a.mov.rushes-error.txt")));
    }

    @ParameterizedTest
    @EnumSource
    void anOutputThatIsAwayIsSaidOnceAndServedWhenItIsBack(Databases kind) throws IOException {
        // a file is where the folder was
        this.output = Files.createFile(this.folder.resolve("out"));
        open(kind);
        for (int i = 0; i < 5; i++) {
            clip("day1/%d.mov".formatted(i), "footage " + i);
            looks(8);
            end("done", null);
        }
        try (Heard heard = new Heard()) {
            looks(50);
            assertTrue(heard.warnings().size() <= 1, heard.warnings().toString());
        }
        Files.delete(this.output);
        looks(70);
        assertEquals("master", Files.readString(this.output.resolve("day1/a_restored.mov")));
        assertEquals(List.of("done", "done", "done", "done", "done"), this.database
            .read((handle) -> handle.createQuery("SELECT state FROM watched").mapTo(String.class).list()));
    }

    @Test
    void aPresetThatIsNotThereIsSaidOnceForAll() throws IOException {
        open(Databases.SQLITE);
        this.database.update((handle) -> handle.execute("DELETE FROM presets WHERE name = 'restore'"));
        for (int i = 0; i < 20; i++) {
            clip(i + ".mov", "footage " + i);
        }
        try (Heard heard = new Heard()) {
            looks(20);
            assertEquals(1, heard.warnings().size(), heard.warnings().toString());
        }
        assertEquals(List.of(), jobs());
        assertFalse(tree(this.root).stream().anyMatch((path) -> path.endsWith(Scan.ERROR)));
    }

    @Test
    void aCopyEndsWhenTheServerStops() throws IOException {
        open(Databases.SQLITE);
        this.desk = new Desk(this.database, this.storage, this.clock) {

            @Override
            public void progress(String upload, long from, long to) {
                super.progress(upload, from, to);
                WatchTroubleTests.this.stop.want();
            }

        };
        open(Databases.SQLITE);
        clip("a.mov", "a");
        clip("b.mov", "b");
        try (Heard heard = new Heard()) {
            looks(8);
            assertEquals(List.of(), heard.warnings());
        }
        assertEquals(List.of(), jobs());
        assertEquals(List.of(), tree(this.storage.root().resolve("uploads")));
        this.stop = new Stop();
        this.desk = new Desk(this.database, this.storage, this.clock);
        open(Databases.SQLITE);
        looks(8);
        assertEquals(List.of("a.mov", "b.mov"), jobs());
    }

}
