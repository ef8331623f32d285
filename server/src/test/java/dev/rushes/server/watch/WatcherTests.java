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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WatcherTests extends WatchedFolder {

    @ParameterizedTest
    @EnumSource
    void aFileIsTakenOnceItHasComeToRest(Databases kind) throws IOException {
        open(kind);
        Path clip = clip("a.mov", "half");
        looks(2);
        Files.writeString(clip, "whole");
        touch(clip);
        looks(2);
        assertEquals(List.of(), jobs());
        looks(1);
        assertEquals(List.of(), jobs(), "not old enough");
        this.clock.step(Duration.ofSeconds(10));
        looks(1);
        assertEquals(List.of("a.mov"), jobs());
        looks(5);
        // nor after a restart
        open(kind);
        looks(8);
        assertEquals(List.of("a.mov"), jobs());
        // other content of the same size and time is other footage
        FileTime time = Files.getLastModifiedTime(clip);
        Files.writeString(clip, "wholf");
        Files.setLastModifiedTime(clip, time);
        open(kind);
        looks(8);
        assertEquals(2, jobs().size());
        // and another revision of the preset is another order
        this.database.update((handle) -> handle.execute("UPDATE presets SET revision = 2 WHERE name = 'restore'"));
        looks(8);
        assertEquals(3, jobs().size());
    }

    @ParameterizedTest
    @EnumSource
    void mastersAreDeliveredAndNeverEaten(Databases kind) throws IOException {
        open(kind, "after: move");
        clip("day1/a.mov", "footage");
        looks(8);
        end("done", null);
        Files.createDirectories(this.output.resolve("day1"));
        Files.writeString(this.output.resolve("day1/a_restored.mov"), "somebody else's");
        looks(1);
        assertEquals("master", Files.readString(this.output.resolve("day1/a_restored-2.mov")));
        assertEquals("somebody else's", Files.readString(this.output.resolve("day1/a_restored.mov")));
        assertFalse(Files.exists(this.root.resolve("day1/a.mov")));
        assertEquals("footage", Files.readString(this.root.resolve("done/day1/a.mov")));
        touch(this.output.resolve("day1/a_restored-2.mov"));
        looks(10);
        assertEquals(1, jobs().size());
        assertTrue(tree(this.root).stream().noneMatch((path) -> path.endsWith(".part")));
        assertEquals(List.of(), tree(this.storage.root().resolve("uploads")));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasReplacedMeanwhileIsNotMoved(Databases kind) throws IOException {
        open(kind, "after: move");
        Path clip = clip("a.mov", "footage");
        looks(8);
        Files.writeString(clip, "other footage");
        touch(clip);
        end("done", null);
        looks(1);
        assertEquals("other footage", Files.readString(clip));
        looks(8);
        assertEquals(2, jobs().size());
    }

    @ParameterizedTest
    @EnumSource
    void whatComesInThePlaceOfWhatIsBeingMovedIsOtherFootage(Databases kind) throws IOException {
        open(kind, "after: move");
        Path early = clip("early.mov", "early");
        Path late = clip("late.mov", "late");
        looks(8);
        this.database.update((handle) -> {
            handle.execute("UPDATE jobs SET state = 'done'");
            handle.execute("UPDATE watched SET state = 'delivered', moving = 'done'");
        });
        // a server died before it moved the one, and after it moved the other
        Files.createDirectory(this.root.resolve("done"));
        Files.move(late, this.root.resolve("done/late.mov"));
        for (Path clip : List.of(early, late)) {
            Files.writeString(clip, "new " + clip.getFileName());
            touch(clip);
        }
        open(kind, "after: move");
        looks(8);
        assertEquals(List.of("early.mov", "early.mov", "late.mov", "late.mov"), jobs());
        assertEquals("new early.mov", Files.readString(early));
        assertEquals("new late.mov", Files.readString(late));
        assertEquals(List.of("ingest/done/late.mov"), tree(this.root.resolve("done")));
        assertEquals("late", Files.readString(this.root.resolve("done/late.mov")));
    }

    @ParameterizedTest
    @EnumSource
    void aClockThatIsSetBackMakesNothingWait(Databases kind) throws IOException {
        open(kind);
        clip("a.mov", "footage");
        looks(1);
        this.clock.step(Duration.ofDays(-1));
        looks(8);
        assertEquals(List.of("a.mov"), jobs());
    }

    @ParameterizedTest
    @EnumSource
    void aBadFileIsReportedOnceBesideIt(Databases kind) throws IOException {
        open(kind);
        clip("a.mov", "rubbish");
        looks(8);
        end("failed", "{\"detail\": \"a.mov is no footage\"}");
        looks(1);
        Path error = this.root.resolve("a.mov.rushes-error.txt");
        assertTrue(Files.readString(error).contains("a.mov is no footage"));
        Files.delete(error);
        looks(8);
        open(kind);
        looks(8);
        assertFalse(Files.exists(error));
        assertEquals(1, jobs().size());
    }

    @ParameterizedTest
    @EnumSource
    void aJobThatIsDeletedBeforeItsDeliveryIsSaid(Databases kind) throws IOException {
        open(kind);
        clip("a.mov", "footage");
        looks(8);
        // as whoever looks in the middle of it sees it
        this.database.update((handle) -> handle.execute("UPDATE jobs SET state = 'done'"));
        looks(1);
        this.database.update((handle) -> {
            handle.execute("UPDATE watched SET job_id = NULL");
            handle.execute("DELETE FROM artefacts");
            handle.execute("DELETE FROM jobs");
        });
        looks(8);
        assertTrue(Files.readString(this.root.resolve("a.mov.rushes-error.txt")).contains("deleted"));
        assertEquals(List.of(), jobs());
    }

    @ParameterizedTest
    @EnumSource
    void aLongNameLeavesRoomForWhatIsMadeOfIt(Databases kind) throws IOException {
        open(kind);
        clip("\u00fc".repeat(120) + ".mov", "footage");
        looks(8);
        assertEquals(List.of("\u00fc".repeat(88) + ".mov"), jobs());
    }

    @ParameterizedTest
    @EnumSource
    void aVanishedOrEmptiedFolderMeansNothing(Databases kind) throws IOException {
        open(kind);
        clip("a.mov", "footage");
        looks(8);
        Path away = this.folder.resolve("unplugged");
        Files.move(this.root, away);
        looks(3);
        Files.createDirectory(this.root);
        looks(3);
        Files.delete(this.root);
        Files.move(away, this.root);
        looks(8);
        assertEquals(1, jobs().size());
        assertTrue(Files.exists(this.root.resolve("a.mov")));
    }

    @ParameterizedTest
    @EnumSource
    void aSidecarOverrides(Databases kind) throws IOException {
        open(kind);
        clip("a.mov", "a");
        clip("b.mov", "b");
        clip("c.mov", "c");
        Files.writeString(this.root.resolve("a.mov.json"), "{\"preset\": \"denoise\", \"labels\": {\"reel\": \"1\"}}");
        Files.writeString(this.root.resolve("b.mov.json"), "{\"skip\": true}");
        Files.writeString(this.root.resolve("c.mov.json"), "{\"presett\": \"denoise\"}");
        looks(8);
        assertEquals(List.of("a.mov"), jobs());
        assertEquals("denoise",
                this.database.read((handle) -> handle.createQuery("SELECT preset FROM jobs WHERE asset_id IS NOT NULL")
                    .mapTo(String.class)
                    .one()));
        assertTrue(Files.readString(this.root.resolve("c.mov.rushes-error.txt")).contains("did you mean \"preset\"?"));
        Files.writeString(this.root.resolve("c.mov.json"), "{\"preset\": \"denoise\"}");
        looks(8);
        assertEquals(List.of("a.mov", "c.mov"), jobs());
    }

    @ParameterizedTest
    @EnumSource
    void aCardIsWaitedForAsAWhole(Databases kind) throws IOException {
        open(kind);
        clip("card/PRIVATE/M4ROOT/CLIP/C0001.MP4", "one");
        Path sub = clip("card/PRIVATE/M4ROOT/SUB/C0001S03.MP4", "proxy");
        for (int i = 0; i < 8; i++) {
            // the copy goes on
            Files.writeString(sub, "proxy" + i);
            touch(sub);
            looks(1);
        }
        assertEquals(List.of(), jobs());
        looks(8);
        assertEquals(List.of("C0001.MP4"), jobs(), "proxies are no clips");
    }

    @ParameterizedTest
    @EnumSource
    void aFolderThatIsCalledLikeACardIsNone(Databases kind) throws IOException {
        open(kind);
        clip("Contents/a.mov", "a");
        clip("day1/AVCHD/00000.MTS", "b");
        clip("CONTENTS/VIDEO/a.mov", "none of a P2 card's");
        looks(8);
        assertEquals(List.of("00000.MTS", "a.mov"), jobs());
    }

    @ParameterizedTest
    @EnumSource
    void aMarkSaysThatAFolderIsWhole(Databases kind) throws IOException {
        open(kind, "ready_only: true");
        clip("a.mov", "a");
        clip("whole/b.mov", "b");
        looks(8);
        assertEquals(List.of(), jobs());
        Files.createFile(this.root.resolve("whole/_READY"));
        looks(1);
        assertEquals(List.of("b.mov"), jobs());
    }

    @ParameterizedTest
    @EnumSource
    void aCamerasRawFormatIsRefusedOnceForItsFolder(Databases kind) throws IOException {
        open(kind);
        for (int i = 0; i < 20; i++) {
            clip("shot/shot.%04d.ari".formatted(i), "x");
        }
        clip("A001.RDC/A001_C001.R3D", "x");
        looks(4);
        assertEquals(List.of(), jobs());
        assertEquals(List.of("ingest/A001.RDC.rushes-error.txt", "ingest/shot.rushes-error.txt"),
                tree(this.root).stream().filter((path) -> path.contains("error")).toList());
        assertTrue(Files.readString(this.root.resolve("shot.rushes-error.txt")).contains("export DPX"));
        open(kind);
        looks(4);
        assertEquals(List.of("A001.RDC", "shot"), refused().stream().map((one) -> one.replaceAll(":.*", "")).toList());
    }

    @ParameterizedTest
    @EnumSource
    void aDryRunSaysWhatWouldBeTakenAndWhyNot(Databases kind) throws IOException {
        open(kind, "exclude: [\"proxy/**\"]");
        clip("a.mov", "a");
        clip("proxy/a.mov", "a");
        clip("new.mov", "");
        this.clock.step(Duration.ofMinutes(1));
        clip("young.mov", "x");
        StringWriter out = new StringWriter();
        new DryRun(new PrintWriter(out), this.clock.millis(), ANY)
            .print(WatchFile.read(write("exclude: [\"proxy/**\"]"), new Feasible(Models.shipped())));
        assertEquals("""
                %s -> %s
                  a.mov: yes, once it has not changed over 3 looks; "restore"
                  new.mov: not yet, it is empty so far
                  young.mov: not yet, changed 0 s ago, and 30 s are wanted
                  proxy/a.mov: no, exclude names it
                """.formatted(this.root, this.output), out.toString());
        assertEquals(List.of(), jobs());
    }

}
