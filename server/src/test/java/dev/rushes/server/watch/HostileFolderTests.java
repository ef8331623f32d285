package dev.rushes.server.watch;

import dev.rushes.server.operations.Feasible;
import dev.rushes.models.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.rushes.server.fixture.Databases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What people and programs put into watched folders. */
@Timeout(120)
class HostileFolderTests extends WatchedFolder {

    @Test
    void onlyRegularFilesAreFootage() throws Exception {
        open(Databases.SQLITE);
        Path secret = Files.writeString(this.folder.resolve("secret"), "secret");
        Files.createSymbolicLink(this.root.resolve("link.mov"), secret);
        Files.createDirectory(this.root.resolve("folder.mov"));
        pipe("pipe.mov");
        clip("a.mov", "footage");
        looks(8);
        assertEquals(List.of("a.mov"), jobs());
    }

    @Test
    void namesMayHoldTheEndOfALine() throws IOException {
        open(Databases.SQLITE, "after: move", "exclude: [\"*proxy*\"]");
        clip("new\nline.mov", "footage");
        clip("proxy\nof.mov", "small");
        clip("in\nit/shot.0001.dpx", "1");
        clip("in\nit/shot.0002.dpx", "2");
        clip("in\nit/shot.0003.dpx", "3");
        clip("sh\not.0001.dpx", "1");
        clip("sh\not.0002.dpx", "2");
        clip("c\nd/CONTENTS/VIDEO/0001AB.MXF", "picture");
        clip("c\nd/CONTENTS/AUDIO/0001AB00.MXF", "sound");
        looks(8);
        assertEquals(3, jobs().size(), jobs().toString());
        assertEquals(1, refused().size());
        assertTrue(refused().getFirst().contains("hold the end of a line; rename them"), refused().toString());
        assertTrue(jobs().stream().noneMatch((name) -> name.contains("\n") || name.contains("\r")), jobs().toString());
        for (String name : jobs()) {
            this.database.update((handle) -> handle.execute("UPDATE jobs SET state = 'held' WHERE state = 'queued'"));
            this.database.update((handle) -> handle.execute("UPDATE jobs SET state = 'queued' WHERE name = ?", name));
            end("done", null);
            looks(1);
        }
        assertEquals(6, tree(this.root.resolve("done")).size(), tree(this.root).toString());
    }

    @Test
    void theFolderItselfMayBeALink() throws IOException {
        Path real = Files.createDirectory(this.folder.resolve("real"));
        this.root = Files.createSymbolicLink(this.folder.resolve("ingest"), real);
        open(Databases.SQLITE, "after: move");
        clip("day/a.mov", "footage");
        clip("day/_READY", "");
        clip("restored/b.mov", "a master");
        looks(3);
        assertEquals(List.of("a.mov"), jobs());
        end("done", null);
        looks(1);
        assertEquals(List.of("real/done/day/_READY", "real/done/day/a.mov"), tree(real.resolve("done")));
    }

    @Test
    void aSidecarThatIsNoFileIsNeverRead() throws Exception {
        open(Databases.SQLITE);
        Path secret = Files.writeString(this.folder.resolve("secret"), "root:x:0:0");
        clip("a.mov", "a");
        clip("b.mov", "b");
        pipe("a.mov.json");
        Files.createSymbolicLink(this.root.resolve("b.mov.json"), secret);
        looks(8);
        assertEquals(List.of(), jobs());
        for (String name : List.of("a.mov", "b.mov")) {
            assertEquals(name + ".json is no regular file",
                    Files.readString(this.root.resolve(name + ".rushes-error.txt")).strip());
        }
    }

    @Test
    void whatLiesInTheErrorsPlaceIsNotWrittenThrough() throws Exception {
        open(Databases.SQLITE);
        Path precious = Files.writeString(this.folder.resolve("precious"), "precious");
        clip("a.mov", "a");
        Files.writeString(this.root.resolve("a.mov.json"), "{");
        Path error = Files.createSymbolicLink(this.root.resolve("a.mov.rushes-error.txt"), precious);
        clip("b.mov", "b");
        Files.writeString(this.root.resolve("b.mov.json"), "{");
        pipe("b.mov.rushes-error.txt");
        looks(8);
        assertEquals("precious", Files.readString(precious));
        assertTrue(Files.readString(error).contains("a.mov.json"));
        assertTrue(Files.isRegularFile(this.root.resolve("b.mov.rushes-error.txt")));
    }

    @Test
    void namesMayBeAsLongAsTheFileSystemTakes() throws IOException {
        open(Databases.SQLITE);
        // 251 bytes: the sidecar's name would have 256
        String name = "\uD83C\uDFAC".repeat(61) + "abc.mov";
        clip(name, "footage");
        looks(8);
        assertEquals(1, jobs().size());
        end("failed", "{\"detail\": \"it is no footage\"}");
        looks(1);
        List<String> errors = tree(this.root).stream().filter((path) -> path.endsWith(Scan.ERROR)).toList();
        assertEquals(1, errors.size());
        assertTrue(errors.getFirst().startsWith("ingest/\uD83C\uDFAC"), errors.getFirst());
        looks(8);
        assertEquals(1, jobs().size());
    }

    @Test
    void anOutputIsKnownByWhateverPath() throws IOException {
        Path real = Files.createDirectories(this.folder.resolve("ingest/masters"));
        this.output = Files.createSymbolicLink(this.folder.resolve("elsewhere"), real);
        open(Databases.SQLITE);
        clip("masters/a.mov", "a master");
        looks(8);
        assertEquals(List.of(), jobs());
    }

    @Test
    void aMarkDoesNotSpeakForWhatStillGrows() throws IOException {
        open(Databases.SQLITE);
        for (int i = 1; i < 6; i++) {
            clip("reel/late.mov", "x".repeat(i));
            clip("reel/_READY", "");
            looks(1);
        }
        assertEquals(List.of(), jobs());
        looks(2);
        assertEquals(List.of("late.mov"), jobs());
    }

    @Test
    void hundredsAtOnceAreTakenOnceEach() throws IOException {
        open(Databases.SQLITE);
        for (int i = 0; i < 300; i++) {
            clip("clip%d.mov".formatted(i), "content " + i);
        }
        looks(4);
        assertEquals(300, jobs().size());
        looks(2);
        assertEquals(300, jobs().size());
    }

    @Test
    void manyClipsOfOneCardAreLookedAtOnce() throws IOException {
        open(Databases.SQLITE);
        WatchFolder watched = WatchFile.read(write(), new Feasible(Models.shipped())).getFirst();
        Path unit = Path.of("BPAV");
        List<Found> clips = IntStream.range(0, 30_000)
            .mapToObj((i) -> Found.file(new Found.Part(unit.resolve("CLPR/%d.MP4".formatted(i)), 1, 0), unit, null))
            .toList();
        Settling settling = new Settling(watched);
        for (int look = 0; look < watched.settle(); look++) {
            settling.look(clips, 100_000L * look);
            // ending within the time of this class says that it is not each with each
            clips.forEach((clip) -> settling.waiting(clip, 0));
        }
        assertFalse(clips.stream().anyMatch((clip) -> settling.waiting(clip, 0) != null));
    }

    private void pipe(String name) throws IOException, InterruptedException {
        Process made = new ProcessBuilder("mkfifo", this.root.resolve(name).toString()).start();
        assertTrue(made.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, made.exitValue());
    }

}
