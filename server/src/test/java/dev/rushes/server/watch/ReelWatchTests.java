package dev.rushes.server.watch;

import dev.rushes.server.operations.Feasible;
import dev.rushes.models.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

import dev.rushes.server.fixture.Databases;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.retention.Orphans;
import dev.rushes.server.storage.Reel;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Footage of several files, watched. */
class ReelWatchTests extends WatchedReels {

    @Test
    void sidecarAndRuleTellTheRate() throws IOException {
        open(Databases.SQLITE, "rate: 25");
        frames("a/0", 100, 103);
        looks(8);
        assertEquals("25/1", asset("rate"));
        assertEquals(List.of("a.[00100-00103].dpx"), jobs(), "bare numbers are called by their folder");
        Files.writeString(this.root.resolve("a/a.dpx.json"), "{\"rate\": 23.976, \"preset\": \"denoise\"}");
        looks(8);
        assertEquals(2, jobs().size());
        assertEquals("24000/1001", asset("rate"));
        Files.writeString(this.root.resolve("a/a.dpx.json"), "{\"rate\": \"fast\"}");
        looks(8);
        assertEquals(2, jobs().size());
        assertEquals("a/a.dpx.rushes-error.txt", errors());
    }

    @Test
    void whatIsNoSequenceStaysAlone() throws IOException {
        open(Databases.SQLITE);
        clip("poster.png", "still");
        clip("title_v1.png", "version");
        clip("title_v2.png", "version");
        clip("one.0001.dpx", "single");
        clip("take1.mov", "movie");
        clip("take2.mov", "movie too");
        looks(8);
        assertEquals(List.of("take1.mov", "take2.mov"), jobs());
        open(Databases.SQLITE, "include: [\"**.png\", \"**.dpx\"]");
        looks(8);
        assertEquals(List.of("one.0001.dpx", "poster.png", "take1.mov", "take2.mov", "title_v1.png", "title_v2.png"),
                jobs());
    }

    @ParameterizedTest
    @EnumSource
    void allOfASequenceIsMoved(Databases kind) throws IOException {
        open(kind, "after: move");
        frames("day1/shot", 1, 5);
        clip("done/day1/shot.0003.dpx", "somebody else's");
        looks(8);
        end("done", null);
        looks(1);
        assertEquals(List.of(), tree(this.root.resolve("day1")));
        assertEquals("somebody else's", Files.readString(this.root.resolve("done/day1/shot.0003.dpx")));
        assertEquals(5, tree(this.root.resolve("done/2/day1")).size());
        looks(8);
        assertEquals(1, jobs().size());
    }

    @Test
    void aMoveThatACrashInterruptedGoesOn() throws IOException {
        open(Databases.SQLITE, "after: move");
        frames("day1/shot", 1, 6);
        Files.createFile(this.root.resolve("day1/_READY"));
        looks(3);
        assertEquals(1, jobs().size());
        end("done", null);
        Files.createDirectories(this.root.resolve("done/day1"));
        for (int frame = 1; frame <= 2; frame++) {
            Path file = Path.of("day1/shot.%04d.dpx".formatted(frame));
            Files.move(this.root.resolve(file), this.root.resolve("done").resolve(file));
        }
        this.database.update((handle) -> handle.execute("UPDATE watched SET state = 'delivered', moving = 'done'"));
        open(Databases.SQLITE, "after: move");
        looks(8);
        assertEquals(1, jobs().size(), "what is left is no new footage");
        assertEquals(7, tree(this.root.resolve("done/day1")).size(), "and its mark");
    }

    @Test
    void aSequenceThatGrewIsNotMoved() throws IOException {
        open(Databases.SQLITE, "after: move");
        frames("shot", 1, 5);
        looks(8);
        picture("shot", 6);
        end("done", null);
        looks(1);
        assertEquals(6, tree(this.root).stream().filter((path) -> path.endsWith(".dpx")).count());
        this.clock.step(Duration.ofHours(1));
        looks(8);
        assertEquals(List.of("shot.[0001-0005].dpx", "shot.[0001-0006].dpx"), jobs());
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatDiesBeforeItTakesLeavesNothing(Databases kind) throws IOException {
        open(kind);
        frames("shot", 1, 5);
        Desk whole = this.desk;
        this.desk = new Desk(this.database, this.storage, this.clock) {

            @Override
            public String take(Staged staged, String owner, Order order, BiConsumer<Handle, String> also) {
                throw new AssertionError("killed");
            }

            @Override
            public void release(String upload) {
                // the dead clear nothing up
            }

        };
        open(kind);
        assertThrows(AssertionError.class, () -> looks(8));
        assertEquals(6, tree(this.storage.root().resolve("uploads")).size(), "the copy and its manifest");
        this.desk = whole;
        this.desk.uploads.recover(Runnable::run);
        new Orphans(this.database, this.storage).sweepFootage();
        assertEquals(List.of(), tree(this.storage.root().resolve("uploads")));
        assertEquals(List.of(), tree(this.storage.root().resolve("blobs")));
        open(kind);
        looks(8);
        assertEquals(1, jobs().size());
        assertEquals(6, tree(this.storage.root().resolve("blobs")).size());
    }

    @Test
    void roomIsAskedForBeforeTheCopy() throws IOException {
        open(Databases.SQLITE);
        this.desk = new Desk(this.database, this.storage, this.clock, 1000L) {

            @Override
            public String reserve(String name, long bytes) {
                try {
                    return super.reserve(name, bytes);
                }
                catch (HttpProblem full) {
                    assertEquals(0, size(ReelWatchTests.this.storage.root().resolve("uploads")));
                    throw full;
                }
            }

        };
        open(Databases.SQLITE);
        clip("a.mov", "x".repeat(1001));
        clip("b.mov", "x".repeat(999));
        looks(8);
        assertEquals(List.of("b.mov"), jobs());
        assertEquals(1, refused().size());
        assertTrue(refused().getFirst().startsWith("a.mov: "), refused().toString());
        assertEquals(refused().getFirst(),
                "a.mov: " + Files.readString(this.root.resolve("a.mov.rushes-error.txt")).strip());
        assertEquals(0, rows("uploads"));
        // larger footage may be taken some day
        this.desk = new Desk(this.database, this.storage, this.clock, 10_000L);
        open(Databases.SQLITE);
        looks(8);
        assertEquals(List.of("a.mov", "b.mov"), jobs());
        assertEquals(1, refused().size());
    }

    @Test
    void aP2ClipIsTakenWithItsSound() throws IOException {
        open(Databases.SQLITE, "after: move");
        clip("card/CONTENTS/VIDEO/0001AB.MXF", "picture");
        clip("card/CONTENTS/VIDEO/0002CD.MXF", "silent");
        clip("card/CONTENTS/AUDIO/0001AB01.MXF", "right");
        Path left = clip("card/CONTENTS/AUDIO/0001AB00.MXF", "left");
        clip("card/CONTENTS/CLIP/0001AB.XML", "<P2Main/>");
        for (int i = 0; i < 6; i++) {
            // the copy goes on
            Files.writeString(left, "left" + i);
            touch(left);
            looks(1);
        }
        assertEquals(List.of(), jobs());
        looks(6);
        assertEquals(List.of("0001AB.MXF", "0002CD.MXF"), jobs());
        Path blob = this.storage.blob(this.database
            .read((handle) -> handle.createQuery("SELECT sha256 FROM assets WHERE name = '0001AB.MXF' AND files = 3")
                .mapTo(String.class)
                .one()));
        assertEquals(Reel.P2, Reel.head(blob).orElseThrow().kind());
        assertEquals(List.of("CONTENTS/VIDEO/0001AB.MXF", "CONTENTS/AUDIO/0001AB00.MXF", "CONTENTS/AUDIO/0001AB01.MXF"),
                Reel.files(blob, 0, 10).stream().map(Reel.File::path).toList());
        assertEquals("right", Files.readString(blob.resolve("CONTENTS/AUDIO/0001AB01.MXF")));
        this.database.update((handle) -> handle.execute("UPDATE jobs SET state = 'held' WHERE name = '0002CD.MXF'"));
        end("done", null);
        looks(1);
        assertEquals(List.of("ingest/done/card/CONTENTS/AUDIO/0001AB00.MXF",
                "ingest/done/card/CONTENTS/AUDIO/0001AB01.MXF", "ingest/done/card/CONTENTS/VIDEO/0001AB.MXF"),
                tree(this.root.resolve("done")));
        assertTrue(Files.exists(this.root.resolve("card/CONTENTS/VIDEO/0002CD.MXF")));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsGoneIsForgottenAndWhatIsThereIsNot(Databases kind) throws IOException {
        open(kind);
        Path gone = clip("gone.mov", "gone");
        clip("kept.mov", "kept");
        frames("shot", 1, 3);
        looks(8);
        assertEquals(3, jobs().size());
        this.database.update((handle) -> handle.execute("UPDATE jobs SET state = 'cancelled'"));
        looks(1);
        Files.delete(gone);
        for (int day = 1; day < Ledger.DAYS; day++) {
            days(1);
        }
        assertEquals(3, rows("watched"));
        // days on which nobody looked, or the folder was empty, do not count
        this.clock.step(Duration.ofDays(100));
        Path away = Files.move(this.root, this.folder.resolve("away"));
        Files.createDirectory(this.root);
        days(40);
        assertEquals(3, rows("watched"));
        Files.delete(this.root);
        Files.move(away, this.root);
        days(2);
        assertEquals(2, rows("watched"));
        days(40);
        open(kind);
        looks(8);
        assertEquals(2, rows("watched"));
        assertEquals(3, jobs().size());
    }

    @Test
    void aDryRunTellsSequencesAndTheirGaps() throws IOException {
        open(Databases.SQLITE);
        frames("good/shot", 1, 3);
        frames("bad/shot", 1, 3);
        picture("bad/shot", 5);
        clip("card/CONTENTS/VIDEO/0001AB.MXF", "picture");
        clip("card/CONTENTS/AUDIO/0001AB00.MXF", "sound");
        this.clock.step(Duration.ofMinutes(1));
        StringWriter out = new StringWriter();
        new DryRun(new PrintWriter(out), this.clock.millis(), ANY)
            .print(WatchFile.read(write(), new Feasible(Models.shipped())));
        assertEquals(
                """
                        %s -> %s
                          bad/shot.[0001-0005].dpx: no, shot.[0001-0005].dpx has a gap: 0004 is missing; a master needs every frame; it is taken by itself once what is missing has come, and a file _READY that is written after it ends the wait for more
                          card/CONTENTS/VIDEO/0001AB.MXF: yes, once it has not changed over 3 looks; "restore"
                          good/shot.[0001-0003].dpx: yes, once it has not changed over 3 looks; "restore"
                        """
                    .formatted(this.root, this.output),
                out.toString());
    }

    private void days(int count) {
        for (int day = 0; day < count; day++) {
            this.clock.step(Duration.ofDays(1));
            looks(1);
        }
    }

    private long rows(String table) {
        return this.database
            .read((handle) -> handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Long.class).one());
    }

    private static long size(Path folder) {
        try (var files = Files.list(folder)) {
            return files.count();
        }
        catch (IOException trouble) {
            throw new AssertionError(trouble);
        }
    }

}
