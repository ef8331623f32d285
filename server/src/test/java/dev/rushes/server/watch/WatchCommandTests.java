package dev.rushes.server.watch;

import dev.rushes.server.operations.Feasible;
import dev.rushes.models.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Database;
import dev.rushes.server.presets.Presets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WatchCommandTests {

    @TempDir
    Path folder;

    private Path root;

    private Path data;

    private final StringWriter out = new StringWriter();

    @BeforeEach
    void make() throws IOException {
        this.root = Files.createDirectory(this.folder.resolve("in"));
        this.data = Files.createDirectory(this.folder.resolve("data"));
        Clock clock = Clock.systemUTC();
        try (Database database = Database.open(null, this.data)) {
            database.update(new Presets(clock, new Audit(clock), new Feasible(Models.shipped()))::ship);
        }
    }

    @Test
    void theCommandOnlyTriesOut() throws IOException {
        assertEquals(2, run(write(this.root, "restore").toString()));
    }

    @Test
    void aFolderThatIsNotThereIsNoSuccess() throws IOException {
        assertEquals(1, dry(write(this.folder.resolve("nowhere"), "restore")));
        assertSaid("  is not there; it would be looked for every 10 s\n");
        assertEquals(1, dry(write(Files.createFile(this.folder.resolve("file")), "restore")));
        assertSaid("  is no folder; ");
    }

    @Test
    void presetsAreLookedUpWhereTheServerHasThem() throws IOException {
        clip("a.mov");
        clip("b.mov");
        Files.writeString(this.root.resolve("b.mov.json"), "{\"preset\": \"denoisee\"}");
        assertEquals(0, dry(write(this.root, "restore"), "--data", this.data.toString()));
        assertSaid("  a.mov: yes, ");
        assertSaid("  b.mov: no, there is no preset \"denoisee\"; did you mean \"denoise\"?\n");
        assertFalse(this.out.toString().contains("looked up"), this.out.toString());
        assertEquals(1, dry(write(this.root, "restoree"), "--data", this.data.toString()));
        assertSaid("\n  there is no preset \"restoree\"; did you mean \"restore\"?\n");
    }

    @Test
    void withoutAServersPresetsThatIsSaid() throws IOException {
        assertEquals(0, dry(write(this.root, "restoree")));
        assertSaid("Whether presets are there is not looked up; give the server's --data or --db.\n");
        assertEquals(2, dry(write(this.root, "restore"), "--data", this.root.toString()));
        assertSaid("there is no database in " + this.root);
    }

    @Test
    void whatIsLeftOutIsSaidUpToABound() throws IOException {
        for (String name : List.of("a.mov", "a.mov.json", "notes\n.txt", "poster.png", "half.mov.part", ".hidden/b.mov",
                "done/b.mov", "out/b.mov", "x/_READY")) {
            clip(name);
        }
        Files.writeString(this.root.resolve("a.mov.json"), "{}");
        Files.createSymbolicLink(this.root.resolve("link.mov"), this.root.resolve("a.mov"));
        assertEquals(0, dry(write(this.root, "restore")));
        assertEquals(
                List.of("  a.mov: yes, once it has not changed over 3 looks; \"restore\"",
                        "  .hidden: no, it is hidden", "  a.mov.json: no, it is a sidecar",
                        "  done: no, it is for what is done with", "  half.mov.part: no, somebody is still writing it",
                        "  link.mov: no, it is a link or no regular file",
                        "  notes\uFFFD.txt: no, include does not name it", "  out: no, Rushes writes there",
                        "  poster.png: no, a picture alone is a clip only where include names its kind",
                        "  x/_READY: no, it is a mark"),
                this.out.toString().lines().filter((line) -> line.startsWith("  ")).toList());
        for (int i = 0; i < 1200; i++) {
            clip("many/" + i + ".txt");
        }
        assertEquals(0, dry(write(this.root, "restore")));
        assertSaid("\n  and 209 more that are no footage\n");
        assertTrue(this.out.toString().lines().count() < 1010);
    }

    private void assertSaid(String part) {
        assertTrue(this.out.toString().contains(part), this.out.toString());
    }

    private Path write(Path path, String preset) throws IOException {
        return Files.writeString(this.folder.resolve("watch.yaml"),
                "folders:\n  - {path: %s, preset: %s, output: %s}\n".formatted(path, preset, this.root.resolve("out")));
    }

    private int dry(Path file, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--dry-run", file.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        this.out.getBuffer().setLength(0);
        PrintWriter writer = new PrintWriter(this.out);
        return new CommandLine(new WatchCommand()).setOut(writer)
            .setErr(writer)
            .setExecutionExceptionHandler((trouble, _, _) -> {
                this.out.append(trouble.getMessage());
                return 2;
            })
            .execute(arguments);
    }

    private void clip(String name) throws IOException {
        Path file = this.root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    }

}
