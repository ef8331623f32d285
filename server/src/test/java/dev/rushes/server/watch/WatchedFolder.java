package dev.rushes.server.watch;

import dev.rushes.server.operations.Feasible;
import dev.rushes.models.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Database;
import dev.rushes.server.database.Ids;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.StepClock;
import dev.rushes.server.presets.Presets;
import dev.rushes.server.storage.Storage;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of watching share: a folder, looks at it, and what came of them. */
abstract class WatchedFolder {

    /** For dry runs that are not about the names of presets. */
    static final Consumer<String> ANY = (_) -> {
    };

    @TempDir
    Path folder;

    final StepClock clock = new StepClock(Instant.parse("2026-11-01T12:00:00Z"));

    Path root;

    Path output;

    Database database;

    Presets presets;

    Storage storage;

    Desk desk;

    Watcher watcher;

    Stop stop = new Stop();

    Watcher open(Databases kind, String... more) throws IOException {
        this.root = this.folder.resolve("ingest");
        if (!Files.exists(this.root)) {
            Files.createDirectory(this.root);
        }
        if (this.output == null) {
            this.output = this.root.resolve("restored");
        }
        if (this.database == null) {
            this.database = kind.open(this.folder);
            this.presets = new Presets(this.clock, new Audit(this.clock), new Feasible(Models.shipped()));
            this.database.update(this.presets::ship);
            this.storage = new Storage(this.folder.resolve("data"));
            this.desk = new Desk(this.database, this.storage, this.clock);
        }
        WatchFolder watched = WatchFile.read(write(more), new Feasible(Models.shipped())).getFirst();
        this.watcher = new Watcher(watched, Set.of(this.output), this.database, this.presets, this.storage, this.desk,
                this.clock, this.stop);
        return this.watcher;
    }

    Path write(String... more) throws IOException {
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

    void end(String state, String problem) throws IOException {
        String job = this.database.read(
                (handle) -> handle.createQuery("SELECT id FROM jobs WHERE state = 'queued'").mapTo(String.class).one());
        Path master = Files.createDirectories(this.storage.job(job)).resolve("a_restored.mov");
        Files.writeString(master, "master");
        this.database.update((handle) -> {
            handle.execute(
                    "INSERT INTO artefacts VALUES (?, ?, ?, 'master', 'a_restored.mov', 'video/quicktime', 6,"
                            + " ?, ?, 1)",
                    Ids.next("art", 1), asset(handle, job), job, Fingerprint.of("master"),
                    this.storage.root().relativize(master).toString());
            handle.execute("UPDATE jobs SET state = ?, problem = ? WHERE id = ?", state, problem, job);
        });
    }

    private static String asset(Handle handle, String job) {
        return handle.createQuery("SELECT asset_id FROM jobs WHERE id = ?").bind(0, job).mapTo(String.class).one();
    }

    /** Names of what was taken. */
    List<String> jobs() {
        return this.database
            .read((handle) -> handle.createQuery("SELECT name FROM jobs WHERE asset_id IS NOT NULL ORDER BY name")
                .mapTo(String.class)
                .list());
    }

    /** What was refused, each with its reason. */
    List<String> refused() {
        return this.database.read((handle) -> handle
            .createQuery("SELECT name || ': ' || problem FROM jobs WHERE asset_id IS NULL ORDER BY name, created, id")
            .mapTo(String.class)
            .list());
    }

    void looks(int count) {
        for (int i = 0; i < count; i++) {
            this.watcher.turn();
            this.clock.step(Duration.ofSeconds(10));
        }
    }

    Path clip(String name, String content) throws IOException {
        Path clip = this.root.resolve(name);
        Files.createDirectories(clip.getParent());
        Files.writeString(clip, content);
        touch(clip);
        return clip;
    }

    void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(this.clock.instant()));
    }

    List<String> tree(Path top) throws IOException {
        try (var files = Files.walk(top)) {
            return files.filter(Files::isRegularFile)
                .map((file) -> this.folder.relativize(file).toString())
                .sorted()
                .toList();
        }
    }

}
