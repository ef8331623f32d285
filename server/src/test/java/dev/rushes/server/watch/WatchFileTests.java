package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.server.operations.Feasible;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WatchFileTests {

    @TempDir
    Path folder;

    @Test
    void defaultsAreCautious() throws IOException {
        WatchFolder read = read("path: /in", "preset: restore", "output: /out").getFirst();
        assertEquals(3, read.settle());
        assertEquals(Duration.ofSeconds(10), read.poll());
        assertEquals(Duration.ofSeconds(30), read.minAge());
        assertEquals("restore", read.order().recipe().textValue());
        assertEquals(false, read.move());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~',
            textBlock = """
                    path: in     | preset: a | output: /out | must be an absolute path
                    path: /in    | preset: a | output: /    | masters would be taken for footage
                    path: /in    | preset: a | output: /in  | masters would be taken for footage
                    path: /in    | presett: a | output: /out | did you mean "preset"?
                    path: /in    | poll: 10s | output: /out | give a preset's name or a recipe
                    path: /in    | recipe: {operations: [{op: upscale, scale: 3}]} | output: /out | there is no model for upscale x3
                    path: /in    | recipe: {operations: [{op: denoise, model: banana}]} | output: /out | there is no model
                    path: /in    | recipe: {operations: [], output: {codec: av1, container: mov}} | output: /out | goes into mp4, mkv
                    path: /in    | {preset: a, poll: 10} | output: /out | not YAML
                    """)
    void whatIsWrongIsSaid(String path, String recipe, String output, String part) {
        Problem problem = assertThrows(Problem.class, () -> read(path, recipe, output));
        assertTrue(problem.getMessage().contains(part), problem.getMessage());
    }

    @Test
    void timesAndNumbersHaveBounds() {
        for (String wrong : List.of("poll: 10", "poll: 500ms", "settle: 1", "min_age: soon", "after: delete",
                "priority: 101", "include: mov", "ready_only: maybe", "include: [\"**.{mov\"]", "exclude: [\"[\"]")) {
            Problem problem = assertThrows(Problem.class, () -> read("path: /in", "preset: a", "output: /out", wrong));
            assertTrue(problem.getMessage().contains("must be"), problem.getMessage());
        }
    }

    @Test
    void foldersDoNotFeedEachOther() throws IOException {
        Path one = Files.createDirectory(this.folder.resolve("one"));
        Path two = Files.createDirectory(this.folder.resolve("two"));
        refuse("masters would be taken for footage", one, two, two, one);
        refuse("masters would be taken for footage", one, two, two.resolve("below"), this.folder.resolve("three"));
        Path link = Files.createSymbolicLink(this.folder.resolve("link"), two);
        refuse("masters would be taken for footage", one, link.resolve("below"), two.resolve("below/that"),
                this.folder.resolve("three"));
        refuse("taken twice", two, one.resolve("a"), link, one.resolve("b"));
        // an output within a watched folder is left out of every look instead
        assertEquals(2, folders(one, one.resolve("out"), two, one.resolve("other")).size());
    }

    private void refuse(String part, Path... paths) {
        Problem problem = assertThrows(Problem.class, () -> folders(paths));
        assertTrue(problem.getMessage().contains(part), problem.getMessage());
    }

    private List<WatchFolder> folders(Path... paths) throws IOException {
        return WatchFile.read(Files.writeString(this.folder.resolve("watch.yaml"), """
                folders:
                  - {path: %s, preset: a, output: %s}
                  - {path: %s, preset: a, output: %s}
                """.formatted((Object[]) paths)), new Feasible(Models.shipped()));
    }

    private List<WatchFolder> read(String... lines) throws IOException {
        return WatchFile.read(Files.writeString(this.folder.resolve("watch.yaml"),
                "folders:\n  - " + String.join("\n    ", lines) + "\n"), new Feasible(Models.shipped()));
    }

}
