package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.rushes.server.fixture.Databases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is moved to done, besides the footage itself. */
class DepartureTests extends WatchedFolder {

    private static final String SKIP = "{\"skip\": true}";

    @ParameterizedTest
    @EnumSource
    void aSidecarGoesWithItsClip(Databases kind) throws IOException {
        open(kind, "after: move");
        clip("a.mov", "a");
        sidecar("a.mov", "{\"preset\": \"denoise\"}");
        looks(8);
        end("failed", "{\"detail\": \"it is no footage\"}");
        looks(1);
        assertTrue(Files.exists(this.root.resolve("a.mov.json")), "only after success");
        clip("a.mov", "better");
        looks(8);
        end("done", null);
        looks(1);
        assertEquals(List.of("ingest/done/a.mov", "ingest/done/a.mov.json"), tree(this.root.resolve("done")));
        assertFalse(Files.exists(this.root.resolve("a.mov.json")));
        // the same name again, and its own sidecar
        clip("a.mov", "next");
        sidecar("a.mov", "{}");
        looks(8);
        end("done", null);
        looks(1);
        assertEquals("next", Files.readString(this.root.resolve("done/2/a.mov")));
        assertEquals("{}", Files.readString(this.root.resolve("done/2/a.mov.json")));
        assertEquals("{\"preset\": \"denoise\"}", Files.readString(this.root.resolve("done/a.mov.json")));
    }

    @Test
    void aSidecarInDoneIsNotReplaced() throws IOException {
        open(Databases.SQLITE, "after: move");
        clip("done/a.mov.json", "somebody's notes");
        clip("a.mov", "a");
        sidecar("a.mov", "{}");
        looks(8);
        end("done", null);
        looks(1);
        assertEquals(List.of("ingest/done/2/a.mov", "ingest/done/2/a.mov.json", "ingest/done/a.mov.json"),
                tree(this.root.resolve("done")));
        assertEquals("somebody's notes", Files.readString(this.root.resolve("done/a.mov.json")));
    }

    @Test
    void sequencesAndP2ClipsHaveSidecarsToo() throws IOException {
        open(Databases.SQLITE, "after: move");
        for (int frame = 1; frame <= 3; frame++) {
            clip("day1/shot.%04d.dpx".formatted(frame), "frame " + frame);
        }
        sidecar("day1/shot.dpx", "{\"rate\": 25}");
        clip("card/CONTENTS/VIDEO/0001AB.MXF", "picture");
        clip("card/CONTENTS/AUDIO/0001AB00.MXF", "sound");
        sidecar("card/CONTENTS/VIDEO/0001AB.MXF", "{\"priority\": 5}");
        looks(8);
        assertEquals(2, jobs().size());
        this.database.update((handle) -> handle.execute("UPDATE jobs SET state = 'held' WHERE name LIKE 'shot%'"));
        end("done", null);
        looks(1);
        this.database.update((handle) -> handle.execute("UPDATE jobs SET state = 'queued' WHERE name LIKE 'shot%'"));
        end("done", null);
        looks(1);
        assertEquals(List.of("ingest/done/card/CONTENTS/AUDIO/0001AB00.MXF",
                "ingest/done/card/CONTENTS/VIDEO/0001AB.MXF", "ingest/done/card/CONTENTS/VIDEO/0001AB.MXF.json",
                "ingest/done/day1/shot.0001.dpx", "ingest/done/day1/shot.0002.dpx", "ingest/done/day1/shot.0003.dpx",
                "ingest/done/day1/shot.dpx.json"), tree(this.root.resolve("done")));
    }

    @Test
    void aSidecarOfTwoSequencesWaitsForTheLast() throws IOException {
        open(Databases.SQLITE, "after: move");
        for (int frame = 1; frame <= 3; frame++) {
            clip("shot.%04d.dpx".formatted(frame), "one " + frame);
            clip("shot_%04d.dpx".formatted(frame), "other " + frame);
        }
        sidecar("shot.dpx", "{\"rate\": 25}");
        looks(8);
        assertEquals(2, jobs().size());
        this.database.update((handle) -> handle.execute("UPDATE jobs SET state = 'held' WHERE name LIKE 'shot.%'"));
        end("done", null);
        looks(4);
        assertTrue(Files.exists(this.root.resolve("shot.dpx.json")));
        assertEquals(2, jobs().size());
        this.database.update((handle) -> handle.execute("UPDATE jobs SET state = 'queued' WHERE name LIKE 'shot.%'"));
        end("done", null);
        looks(4);
        assertEquals(2, jobs().size());
        assertEquals(7, tree(this.root.resolve("done")).size());
    }

    /**
     * As a server that is killed after so many of sidecar, pictures and mark leaves it.
     */
    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 2, 3, 4, 5 })
    void aServerThatDiesInTheMiddleGoesOnWithAll(int moved) throws IOException {
        open(Databases.SQLITE, "after: move");
        List<String> files = List.of("reel/shot.dpx.json", "reel/shot.0001.dpx", "reel/shot.0002.dpx",
                "reel/shot.0003.dpx", "reel/_READY");
        for (String name : files.subList(1, 4)) {
            clip(name, name);
        }
        sidecar("reel/shot.dpx", "{\"rate\": 25}");
        clip("reel/_READY", "");
        // something, for an empty folder may be a mount that is gone
        clip("other.mov", "other");
        sidecar("other.mov", SKIP);
        looks(3);
        assertEquals(List.of("shot.[0001-0003].dpx"), jobs());
        this.database.update((handle) -> {
            handle.execute("UPDATE jobs SET state = 'done'");
            handle.execute("UPDATE watched SET state = 'delivered', moving = 'done'");
        });
        Files.createDirectories(this.root.resolve("done/reel"));
        for (String name : files.subList(0, moved)) {
            Files.move(this.root.resolve(name), this.root.resolve("done").resolve(name));
        }
        open(Databases.SQLITE, "after: move");
        looks(8);
        assertEquals(1, jobs().size());
        assertEquals(List.of(), tree(this.root.resolve("reel")));
        assertEquals(files.stream().map("ingest/done/"::concat).sorted().toList(),
                tree(this.root.resolve("done/reel")));
        assertEquals(Ledger.DONE, this.database
            .read((handle) -> handle.createQuery("SELECT state FROM watched").mapTo(String.class).one()));
    }

    @Test
    void theNextClipsSidecarIsNotTakenForTheOneThatWasMovedBeforeACrash() throws IOException {
        open(Databases.SQLITE, "after: move");
        clip("a.mov", "a");
        clip("other.mov", "other");
        sidecar("other.mov", SKIP);
        looks(8);
        this.database.update((handle) -> {
            handle.execute("UPDATE jobs SET state = 'done'");
            handle.execute("UPDATE watched SET state = 'delivered', moving = 'done'");
        });
        Files.createDirectories(this.root.resolve("done"));
        Files.move(this.root.resolve("a.mov"), this.root.resolve("done/a.mov"));
        sidecar("a.mov", "{\"preset\": \"denoise\"}");
        open(Databases.SQLITE, "after: move");
        looks(3);
        assertTrue(Files.exists(this.root.resolve("a.mov.json")));
    }

    private Path sidecar(String clip, String text) throws IOException {
        return Files.writeString(this.root.resolve(clip + ".json"), text);
    }

}
