package dev.rushes.server.watch;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Database;
import dev.rushes.server.database.Ids;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.Rows;
import dev.rushes.server.fixture.StepClock;
import dev.rushes.server.presets.Presets;
import dev.rushes.server.storage.Storage;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WatcherTests {

    @TempDir
    Path folder;

    private final StepClock clock = new StepClock(Instant.parse("2026-11-01T12:00:00Z"));

    private Path root;

    private Path output;

    private Database database;

    private Presets presets;

    private Storage storage;

    private Watcher watcher;

    private Watcher open(Databases kind, String... more) throws IOException {
        this.root = Files.createDirectories(this.folder.resolve("ingest"));
        this.output = this.root.resolve("restored");
        if (this.database == null) {
            this.database = kind.open(this.folder);
            this.presets = new Presets(this.clock, new Audit(this.clock));
            this.database.update(this.presets::ship);
            this.storage = new Storage(this.folder.resolve("data"));
        }
        WatchFolder watched = WatchFile.read(write(more)).getFirst();
        this.watcher = new Watcher(watched, Set.of(this.output), this.database, this.presets, this.storage, this::take,
                this.clock);
        return this.watcher;
    }

    private Path write(String... more) throws IOException {
        return Files.writeString(this.folder.resolve("watch.yaml"), """
                folders:
                  - path: %s
                    preset: restore
                    output: %s
                    min_age: 30s
                    %s
                """.formatted(this.root, this.output, String.join("\n    ", more)));
    }

    @AfterEach
    void close() {
        if (this.database != null) {
            this.database.close();
        }
    }

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
        end("done", null);
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
        assertEquals("denoise", this.database
            .read((handle) -> handle.createQuery("SELECT preset FROM jobs").mapTo(String.class).one()));
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
    void whatIsManyFilesIsSaidOnce(Databases kind) throws IOException {
        open(kind, "include: [\"**.dpx\", \"**.mov\"]");
        for (int i = 0; i < 20; i++) {
            clip("shot/shot.%04d.dpx".formatted(i), "x");
        }
        looks(4);
        assertEquals(List.of(), jobs());
        assertEquals(List.of("ingest/shot.rushes-error.txt"),
                tree(this.root).stream().filter((path) -> path.contains("error")).toList());
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
        new DryRun(new PrintWriter(out), this.clock.millis()).print(WatchFile.read(write("exclude: [\"proxy/**\"]")));
        assertEquals("""
                %s -> %s
                  a.mov: yes, once it has not changed over 3 looks; "restore"
                  new.mov: not yet, it is empty so far
                  young.mov: not yet, changed 0 s ago, and 30 s are wanted
                """.formatted(this.root, this.output), out.toString());
        assertEquals(List.of(), jobs());
    }

    /** What lies in the data directory becomes rows, as submission makes them. */
    private String take(Intake.Staged staged, String owner, Order order, BiConsumer<Handle, String> also) {
        try {
            Path blob = Files.createDirectories(this.storage.blob(staged.sha256()));
            Files.move(this.storage.upload(staged.upload()), blob.resolve(staged.name()),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
        String id = Ids.next("job", this.clock.millis());
        this.database.update((handle) -> {
            Rows.job(handle, id, "queued", order.webhook());
            handle.execute("UPDATE jobs SET name = ?, owner = ?, preset = ? WHERE id = ?", staged.name(), owner,
                    order.recipe().textValue(), id);
            also.accept(handle, id);
        });
        return id;
    }

    private void end(String state, String problem) throws IOException {
        String job = this.database.read(
                (handle) -> handle.createQuery("SELECT id FROM jobs WHERE state = 'queued'").mapTo(String.class).one());
        Path master = Files.createDirectories(this.storage.job(job)).resolve("a_restored.mov");
        Files.writeString(master, "master");
        this.database.update((handle) -> {
            handle.execute(
                    "INSERT INTO artefacts VALUES (?, ?, ?, 'master', 'a_restored.mov', 'video/quicktime', 6,"
                            + " 'ab', ?, 1)",
                    Ids.next("art", 1), "asset_of_" + job, job, this.storage.root().relativize(master).toString());
            handle.execute("UPDATE jobs SET state = ?, problem = ? WHERE id = ?", state, problem, job);
        });
    }

    private List<String> jobs() {
        return this.database
            .read((handle) -> handle.createQuery("SELECT name FROM jobs ORDER BY name").mapTo(String.class).list());
    }

    private void looks(int count) {
        for (int i = 0; i < count; i++) {
            this.watcher.turn();
            this.clock.step(Duration.ofSeconds(10));
        }
    }

    private Path clip(String name, String content) throws IOException {
        Path clip = this.root.resolve(name);
        Files.createDirectories(clip.getParent());
        Files.writeString(clip, content);
        touch(clip);
        return clip;
    }

    private void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(this.clock.instant()));
    }

    private List<String> tree(Path top) throws IOException {
        try (var files = Files.walk(top)) {
            return files.filter(Files::isRegularFile)
                .map((file) -> this.folder.relativize(file).toString())
                .sorted()
                .toList();
        }
    }

}
