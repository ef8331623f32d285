package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

import dev.rushes.server.fixture.Databases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * An output on a disk of its own. A link to the memory's file system stands for the
 * mounted disk, and a plain folder in its place for what is left of it when it is away.
 */
class OutputTests extends WatchedFolder {

    private static final Path OTHER_DISK = Path.of("/dev/shm");

    private Path disk;

    @BeforeEach
    void mount() throws IOException {
        assumeFalse(!Files.isWritable(OTHER_DISK)
                || Files.getAttribute(OTHER_DISK, "unix:dev").equals(Files.getAttribute(this.folder, "unix:dev")),
                "there is no second disk");
        this.disk = Files.createTempDirectory(OTHER_DISK, "rushes");
        this.output = this.folder.resolve("out");
        link();
    }

    @AfterEach
    void erase() throws IOException {
        if (this.disk != null) {
            try (var files = Files.walk(this.disk)) {
                files.sorted(Comparator.reverseOrder()).forEach((path) -> path.toFile().delete());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOutputWhoseDiskIsAwayIsWaitedFor(Databases kind) throws IOException {
        open(kind);
        take("a.mov");
        unmount();
        try (Heard heard = new Heard()) {
            looks(3);
            // nor after a restart
            open(kind);
            looks(30);
            assertEquals(2, heard.warnings().size(), heard.warnings().toString());
            assertTrue(heard.warnings().getFirst().contains("its disk seems to be away"), heard.warnings().toString());
        }
        assertEquals(List.of(), tree(this.output));
        Files.delete(this.output);
        link();
        looks(13);
        assertEquals(List.of("a_restored.mov"), masters());
    }

    @ParameterizedTest
    @EnumSource
    void soIsAFolderBelowWhatWasMounted(Databases kind) throws IOException {
        this.output = this.folder.resolve("out/masters");
        open(kind);
        take("a.mov");
        this.output = this.folder.resolve("out");
        unmount();
        looks(30);
        assertEquals(List.of(), tree(this.output));
        assertFalse(Files.exists(this.output.resolve("masters")), "nor is it made");
    }

    @ParameterizedTest
    @EnumSource
    void whoeverEmptiesItIsNotWaitedFor(Databases kind) throws IOException {
        open(kind);
        take("a.mov");
        looks(1);
        assertEquals(List.of("a_restored.mov"), masters());
        Files.delete(this.output.resolve("a_restored.mov"));
        take("b.mov");
        open(kind);
        looks(1);
        assertEquals(List.of("a_restored.mov"), masters());
    }

    @ParameterizedTest
    @EnumSource
    void aDiskThatComesLaterIsNoneThatIsAway(Databases kind) throws IOException {
        unmount();
        open(kind);
        take("a.mov");
        looks(1);
        assertEquals(List.of("a_restored.mov"), masters());
        Files.delete(this.output.resolve("a_restored.mov"));
        Files.delete(this.output);
        link();
        take("b.mov");
        looks(1);
        assertEquals(List.of("a_restored.mov"), masters());
        // from now on it is known
        take("c.mov");
        unmount();
        looks(20);
        assertEquals(List.of(), tree(this.output));
    }

    @ParameterizedTest
    @EnumSource
    void whoWantsThePlainFolderPutsSomethingThere(Databases kind) throws IOException {
        open(kind);
        take("a.mov");
        unmount();
        looks(20);
        assertEquals(List.of(), tree(this.output));
        Files.createFile(this.output.resolve("here"));
        looks(13);
        assertEquals(List.of("a_restored.mov", "here"), masters());
        // once and for all
        tree(this.output).forEach((path) -> this.folder.resolve(path).toFile().delete());
        take("b.mov");
        looks(1);
        assertEquals(List.of("a_restored.mov"), masters());
    }

    private void take(String name) throws IOException {
        clip(name, "footage of " + name);
        looks(8);
        end("done", null);
    }

    private void link() throws IOException {
        Files.createSymbolicLink(this.output, this.disk);
    }

    private void unmount() throws IOException {
        Files.delete(this.output);
        Files.createDirectory(this.output);
    }

    private List<String> masters() {
        return List.of(this.output.toFile().list()).stream().sorted().toList();
    }

}
