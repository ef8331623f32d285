package dev.rushes.workers.tags;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.workers.engine.Clips;
import dev.rushes.workers.job.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Looking for shots of two clips, one of a pan and one of a colour. */
class FinderTests {

    @TempDir
    private Path folder;

    private final List<String> useless = new ArrayList<>();

    @BeforeEach
    void tag() throws IOException {
        Path pan = Clips.make("harbour.mkv",
                "-f lavfi -i mandelbrot=size=1280x720:rate=25:start_scale=0.9:end_scale=0.9:inner=period:maxiter=400,trim=end_frame=1,noise=alls=20:all_seed=3,gblur=sigma=1,loop=49:1,setpts=N/25/TB,crop=480:270:200+8*n:200,format=yuv420p -c:v ffv1");
        Path still = Clips.make("Grand-Hotel.mkv",
                "-f lavfi -i color=c=black:size=320x180:rate=25 -frames:v 20 -c:v ffv1");
        Tagged.into(this.folder, pan, "shots", "picture");
        Tagged.into(Files.createDirectories(this.folder.resolve("day 2")), still, "shots", "picture");
    }

    private List<String> found(String query) {
        return Finder
            .find(this.folder, ShotWords.query(query), (_) -> true,
                    (document, _) -> this.useless.add(document.getFileName().toString()))
            .stream()
            .map(Found::clip)
            .toList();
    }

    @Test
    void wordsAndTheirLikesAreFound() {
        assertEquals(List.of("harbour.mkv"), found("harbour"));
        assertEquals(List.of("Grand-Hotel.mkv"), found("the hotels"));
        assertEquals(List.of("harbour.mkv"), found("panning shot"));
        assertEquals(List.of("Grand-Hotel.mkv"), found("dark"));
        assertEquals(List.of(), found("giraffe"));
        assertEquals(2, found("").size());
        // most of the words
        assertEquals(List.of("harbour.mkv"), found("pan over harbour at night"));
    }

    @Test
    void itSaysWhy() {
        Found found = Finder.find(this.folder, ShotWords.query("panning harbour"), (_) -> true, (_, _) -> {
        }).getFirst();
        assertEquals(List.of("clip: harbour", "move: panning"), found.why());
        assertTrue(found.document().endsWith("harbour.tags.json"));
    }

    @Test
    void whatAPersonDeniedIsNotFound() {
        Path document = this.folder.resolve("day 2/Grand-Hotel.tags.json");
        ClipTags tags = Json.read(document, ClipTags.class);
        List<Shot> shots = tags.shots()
            .stream()
            .map((shot) -> shot.with(List.of(new Shot.Tag("dark", 0, "human"))))
            .toList();
        write(document, Json.write(tags.with(shots)));
        assertEquals(List.of(), found("dark"));
    }

    @Test
    void brokenDocumentsAreNamedAndLeftOut() {
        write(this.folder.resolve("half.tags.json"), "{\"schema\": \"rushes.tags/1\", \"clip\":");
        write(this.folder.resolve("empty.tags.json"), "");
        assertEquals(List.of("harbour.mkv"), found("harbour"));
        assertEquals(List.of("empty.tags.json", "half.tags.json"), this.useless);
    }

    /** What a person said in a document of an earlier version survives, too. */
    @Test
    void earlierVersionsFoundLess() throws IOException {
        Path document = this.folder.resolve("day 2/Grand-Hotel.tags.json");
        String text = Files.readString(document);
        write(document, text.replaceAll("(?m)^ *\"(first_sound|last_sound|size|people|faces|objects)\": null,\n", "")
            .replaceFirst("\"tags\": \\[", "\"tags\": [{\"name\": \"lobby\", \"score\": 1, \"source\": \"human\"}, "));
        assertTrue(!Files.readString(document).contains("first_sound"));
        assertEquals(List.of("Grand-Hotel.mkv"), found("lobby"));
        Path clip = Clips.make("Grand-Hotel.mkv",
                "-f lavfi -i color=c=black:size=320x180:rate=25 -frames:v 20 -c:v ffv1");
        Tagged again = Tagged.into(this.folder.resolve("day 2"), clip, "shots", "picture");
        assertTrue(again.tags().shots().getFirst().words().contains("lobby"));
    }

    @Test
    void thereHasToBeAFolder() {
        Path nowhere = this.folder.resolve("nowhere");
        Problem problem = assertThrows(Problem.class, () -> Finder.find(nowhere, List.of(), (_) -> true, (_, _) -> {
        }));
        assertEquals(Problem.Kind.NOT_FOUND, problem.kind());
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        }
        catch (IOException ex) {
            throw new java.io.UncheckedIOException(ex);
        }
    }

}
