package dev.rushes.server.watch;

import dev.rushes.server.operations.Feasible;
import dev.rushes.models.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

import dev.rushes.server.fixture.Databases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a file {@code _READY} says, and of what. */
@Timeout(120)
class MarkTests extends WatchedFolder {

    @Test
    void anOldMarkSaysNothingOfTheNextSequence() throws IOException {
        open(Databases.SQLITE);
        frames("reel/a", 1, 3);
        mark("reel/_READY");
        looks(3);
        assertEquals(List.of("a.[0001-0003].dpx"), jobs());
        for (int frame = 1; frame <= 4; frame++) {
            frames("reel/b", frame, frame);
            looks(24);
            assertEquals(1, jobs().size(), "another may take four minutes too");
        }
        mark("reel/_READY");
        looks(1);
        assertEquals(List.of("a.[0001-0003].dpx", "b.[0001-0004].dpx"), jobs());
    }

    @Test
    void copiesThatKeepOldTimesAreNewerThanTheMark() throws IOException {
        open(Databases.SQLITE, "ready_only: true");
        frames("reel/a", 1, 2);
        mark("reel/_READY");
        looks(3);
        frames("reel/b", 1, 2);
        for (Path file : List.of(this.root.resolve("reel/b.0001.dpx"), this.root.resolve("reel/b.0002.dpx"))) {
            Files.setLastModifiedTime(file, FileTime.from(this.clock.instant().minus(Duration.ofDays(30))));
        }
        try (Heard heard = new Heard()) {
            looks(8);
            assertEquals(List.of("a.[0001-0002].dpx"), jobs());
            assertEquals(1, heard.warnings().size(), heard.warnings().toString());
        }
        StringWriter out = new StringWriter();
        new DryRun(new PrintWriter(out), this.clock.millis(), ANY)
            .print(WatchFile.read(write("ready_only: true"), new Feasible(Models.shipped())));
        assertTrue(out.toString().contains("  reel/b.[0001-0002].dpx: not yet, the file _READY of its folder is older"),
                out.toString());
        mark("reel/_READY");
        looks(1);
        assertEquals(2, jobs().size());
        // whoever changes the owner of all says nothing new of what was taken
        for (String name : tree(this.root)) {
            if (name.endsWith(".dpx")) {
                Files.setPosixFilePermissions(this.folder.resolve(name), PosixFilePermissions.fromString("rw-r--r--"));
            }
        }
        try (Heard heard = new Heard()) {
            looks(4);
            assertEquals(List.of(), heard.warnings());
            assertEquals(2, jobs().size());
        }
    }

    @Test
    void ofACardAllClipsAreNoNewer() throws IOException {
        open(Databases.SQLITE, "ready_only: true");
        clip("card/PRIVATE/M4ROOT/CLIP/C0001.MP4", "one");
        mark("card/_READY");
        clip("card/PRIVATE/M4ROOT/CLIP/C0002.MP4", "two");
        looks(8);
        assertEquals(List.of(), jobs());
        mark("card/_READY");
        // what else lies on it is no footage
        clip("card/PRIVATE/M4ROOT/GENERAL/LUT.XML", "late");
        looks(4);
        assertEquals(List.of("C0001.MP4", "C0002.MP4"), jobs());
    }

    @Test
    void aMarkGoesWithTheLastOfWhatItSpokeFor() throws IOException {
        open(Databases.SQLITE, "after: move");
        frames("reel/a", 1, 3);
        clip("reel/b.mov", "b");
        mark("reel/_READY");
        looks(3);
        assertEquals(2, jobs().size());
        this.database.update((handle) -> handle.execute("UPDATE jobs SET state = 'held' WHERE name = 'b.mov'"));
        end("done", null);
        looks(1);
        assertEquals(List.of("ingest/reel/_READY", "ingest/reel/b.mov"), tree(this.root.resolve("reel")));
        this.database.update((handle) -> handle.execute("UPDATE jobs SET state = 'queued' WHERE name = 'b.mov'"));
        // the next sequence comes meanwhile, and needs a mark of its own
        frames("reel/c", 1, 2);
        end("done", null);
        looks(1);
        assertEquals(List.of("ingest/reel/c.0001.dpx", "ingest/reel/c.0002.dpx"), tree(this.root.resolve("reel")));
        assertTrue(Files.exists(this.root.resolve("done/reel/_READY")));
        mark("reel/_READY");
        looks(3);
        end("done", null);
        looks(1);
        assertEquals(List.of(), tree(this.root.resolve("reel")));
        assertEquals(7, tree(this.root.resolve("done/reel")).size(), "an empty mark is like another");
    }

    @Test
    void marksThatSayMoreAreAllKept() throws IOException {
        open(Databases.SQLITE, "after: move");
        for (String name : List.of("a", "b", "c")) {
            clip("reel/" + name + ".mov", name);
            Files.writeString(mark("reel/_READY"), "all of " + name);
            looks(3);
            end("done", null);
            looks(1);
        }
        assertEquals(
                List.of("ingest/done/2/reel/_READY", "ingest/done/3/reel/_READY", "ingest/done/reel/_READY",
                        "ingest/done/reel/a.mov", "ingest/done/reel/b.mov", "ingest/done/reel/c.mov"),
                tree(this.root.resolve("done")));
    }

    @Test
    void aFolderOfTheMarksNameIsNone() throws IOException {
        open(Databases.SQLITE, "after: move");
        clip("reel/_READY/a.mov", "a");
        clip("reel/_READY/notes.txt", "notes");
        looks(8);
        end("done", null);
        looks(1);
        assertTrue(Files.exists(this.root.resolve("reel/_READY/notes.txt")));
        assertFalse(Files.exists(this.root.resolve("reel/_READY/a.mov")));
    }

    /** Written anew, later than all that is there by the file system's clock. */
    private Path mark(String name) throws IOException {
        Path mark = this.root.resolve(name);
        Files.deleteIfExists(mark);
        Files.createFile(mark);
        after(mark);
        return mark;
    }

    /** Until whatever is written next is newer; file systems count in steps. */
    private void after(Path file) throws IOException {
        Path probe = this.folder.resolve("probe");
        do {
            Files.deleteIfExists(probe);
            Files.createFile(probe);
        }
        while (changed(probe).compareTo(changed(file)) <= 0);
    }

    private static FileTime changed(Path file) throws IOException {
        return (FileTime) Files.getAttribute(file, "unix:ctime");
    }

    private void frames(String stem, int from, int to) throws IOException {
        for (int frame = from; frame <= to; frame++) {
            clip("%s.%04d.dpx".formatted(stem, frame), "%02d".formatted(frame));
        }
    }

}
