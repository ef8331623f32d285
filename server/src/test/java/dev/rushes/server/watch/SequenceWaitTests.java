package dev.rushes.server.watch;

import dev.rushes.server.operations.Feasible;
import dev.rushes.models.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;

import dev.rushes.server.fixture.Databases;
import dev.rushes.server.storage.Reel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** When a watched sequence is whole. */
class SequenceWaitTests extends WatchedReels {

    @ParameterizedTest
    @EnumSource
    void aSequenceIsTakenOnceNoMoreNumbersCome(Databases kind) throws IOException {
        open(kind);
        for (int frame = 1; frame <= 12; frame++) {
            picture("shot", frame);
            // slower than a look, faster than it settles
            looks(2);
        }
        assertEquals(List.of(), jobs());
        looks(6);
        assertEquals(List.of("shot.[0001-0012].dpx"), jobs());
        assertEquals("12 of 24 bytes", asset("files || ' of ' || bytes || ' bytes'"));
        assertNull(asset("rate"));
        Path blob = this.storage.blob(asset("sha256"));
        assertEquals("12", Files.readString(blob.resolve("shot.0012.dpx")));
        assertEquals(12, Reel.files(blob, 0, 100).size());
        assertEquals(List.of(), tree(this.storage.root().resolve("uploads")));
        // nor again, after a restart either; with one more it is another clip
        open(kind);
        looks(8);
        assertEquals(1, jobs().size());
        picture("shot", 13);
        looks(30);
        assertEquals(1, jobs().size(), "the next may take as long");
        this.clock.step(Duration.ofHours(1));
        looks(1);
        assertEquals(List.of("shot.[0001-0012].dpx", "shot.[0001-0013].dpx"), jobs());
    }

    @Test
    void aFarmThatTakesLongForEachPictureIsWaitedFor() throws IOException {
        open(Databases.SQLITE);
        for (int frame : new int[] { 1, 4, 2, 3, 5 }) {
            picture("shot", frame);
            looks(24);
            assertEquals(List.of(), jobs());
        }
        StringWriter out = new StringWriter();
        new DryRun(new PrintWriter(out), this.clock.millis(), ANY)
            .print(WatchFile.read(write(), new Feasible(Models.shipped())));
        assertTrue(out.toString()
            .contains("  shot.[0001-0005].dpx: not yet, its pictures came up to 4 min apart: the last one 4 min ago,"
                    + " and 12 min are waited for another, unless a file _READY says that all are there\n"),
                out.toString());
        // also by a server that was started meanwhile
        open(Databases.SQLITE);
        looks(48);
        assertEquals(List.of(), jobs());
        looks(1);
        assertEquals(List.of("shot.[0001-0005].dpx"), jobs());
        assertEquals(List.of(), refused());
    }

    @Test
    void anOldPictureAmongNewOnesIsNotWaitedForLong() throws IOException {
        open(Databases.SQLITE);
        frames("day1/shot", 1, 3);
        Files.setLastModifiedTime(this.root.resolve("day1/shot.0001.dpx"),
                FileTime.from(this.clock.instant().minus(Duration.ofDays(30))));
        looks(3);
        this.clock.step(Duration.ofHours(5));
        looks(1);
        assertEquals(List.of(), jobs());
        this.clock.step(Duration.ofHours(1));
        looks(1);
        assertEquals(List.of("shot.[0001-0003].dpx"), jobs());
        // nor is anybody who says that all are there
        frames("day2/shot", 1, 2);
        this.clock.step(Duration.ofHours(1));
        picture("day2/shot", 3);
        looks(8);
        assertEquals(1, jobs().size());
        Files.createFile(this.root.resolve("day2/_READY"));
        looks(1);
        assertEquals(2, jobs().size());
    }

    @Test
    void aMarkSaysThatASequenceIsWhole() throws IOException {
        open(Databases.SQLITE, "ready_only: true");
        frames("reel1/shot", 1, 3);
        frames("reel2/shot", 1, 3);
        looks(8);
        assertEquals(List.of(), jobs());
        Files.createFile(this.root.resolve("reel2/_READY"));
        looks(1);
        assertEquals(List.of("shot.[0001-0003].dpx"), jobs());
    }

    @ParameterizedTest
    @EnumSource
    void aGapIsSaidOnce(Databases kind) throws IOException {
        open(kind);
        frames("day1/shot", 1, 4);
        frames("day1/shot", 7, 9);
        looks(8);
        assertEquals(List.of(), jobs());
        Path error = this.root.resolve("day1/shot.dpx.rushes-error.txt");
        assertEquals("day1/shot.dpx.rushes-error.txt", errors());
        assertEquals(
                "shot.[0001-0009].dpx has a gap: 0005 to 0006 are missing; a master needs every frame; it is taken by"
                        + " itself once what is missing has come, and a file _READY that is written after it ends the wait for more",
                Files.readString(error).strip());
        Files.delete(error);
        open(kind);
        looks(8);
        assertFalse(Files.exists(error));
        frames("day1/shot", 5, 6);
        this.clock.step(Duration.ofHours(1));
        looks(8);
        assertEquals(List.of("shot.[0001-0009].dpx"), jobs());
        end("done", null);
        looks(1);
        assertTrue(Files.exists(this.output.resolve("day1/a_restored.mov")));
    }

    @Test
    void theTimeThatAGapWasOpenIsNoPause() throws IOException {
        open(Databases.SQLITE);
        frames("shot", 1, 4);
        frames("shot", 7, 9);
        looks(8);
        Path error = this.root.resolve("shot.dpx.rushes-error.txt");
        assertTrue(Files.readString(error).contains("a file _READY"), Files.readString(error));
        this.clock.step(Duration.ofHours(5));
        frames("shot", 5, 6);
        looks(4);
        assertEquals(List.of("shot.[0001-0009].dpx"), jobs());
        assertFalse(Files.exists(error), "nothing is wrong any more");
        end("failed", "{\"detail\": \"it is no footage\"}");
        looks(1);
        assertEquals("it is no footage", Files.readString(error).replaceAll(" \\(job.*", "").strip());
    }

    @Test
    void machinesThatEachMakeAPartOfASequenceAreWaitedFor() throws IOException {
        open(Databases.SQLITE);
        // an hour for each picture, the second machine twenty minutes later than the
        // first
        for (int frame = 1; frame <= 4; frame++) {
            picture("shot", frame);
            this.clock.step(Duration.ofMinutes(18));
            looks(12);
            picture("shot", frame + 4);
            this.clock.step(Duration.ofMinutes(38));
            looks(12);
            assertEquals(List.of(), jobs(), "frame " + frame);
        }
        this.clock.step(Duration.ofMinutes(80));
        looks(8);
        assertEquals(List.of("shot.[0001-0008].dpx"), jobs());
    }

}
