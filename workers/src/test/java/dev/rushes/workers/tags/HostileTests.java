package dev.rushes.workers.tags;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.rushes.workers.operations.Tag;
import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.Worker;
import dev.rushes.workers.engine.Clips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Clips that are broken or odd, and work that is stopped. */
class HostileTests {

    private static final Path CLIP = Clips.make("whole.mkv",
            "-f lavfi -i testsrc2=size=160x90:rate=25:duration=4 -c:v ffv1 -g 1");

    @TempDir
    private Path folder;

    private static TagRequest request(Path clip, Path out) {
        return new TagRequest(clip, out, null, Set.copyOf(Tag.ANALYSERS), 1, null);
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(this.folder)) {
            return files.map((file) -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatStopsItLeavesNothing() throws IOException {
        AtomicInteger seen = new AtomicInteger();
        Problem problem = assertThrows(Problem.class,
                () -> new Worker(Models.shipped()).tag(request(CLIP, this.folder), new Monitor() {

                    @Override
                    public void frames(long more) {
                        seen.incrementAndGet();
                    }

                    @Override
                    public boolean cancelled() {
                        return seen.get() > 20;
                    }

                }));
        assertEquals(Problem.Kind.CANCELLED, problem.kind());
        assertEquals(List.of(), left());
    }

    @Test
    void aTruncatedClipIsTaggedAsFarAsItGoes() throws IOException {
        byte[] whole = Files.readAllBytes(CLIP);
        Path half = Files.write(this.folder.resolve("half.mkv"), Arrays.copyOf(whole, whole.length / 2));
        Tagged tagged = Tagged.of(half);
        int end = tagged.tags().shots().getLast().end().frame();
        assertTrue(end > 30 && end < 70, "ends at " + end);
    }

    @Test
    void oneFrame() {
        Tagged tagged = Tagged
            .of(Clips.make("one.mkv", "-f lavfi -i testsrc2=size=160x90:rate=25 -frames:v 1 -c:v ffv1"));
        assertEquals(1, tagged.tags().shots().size());
        assertEquals("1/25", tagged.tags().shots().getFirst().end().seconds());
        assertTrue(Files.exists(tagged.file(".contact.png")));
    }

    @Test
    void aFrameASecondAndAllBlack() {
        Tagged tagged = Tagged
            .of(Clips.make("slow.mkv", "-f lavfi -i color=black:size=160x90:rate=1:duration=5 -c:v ffv1"));
        assertEquals(List.of("0..5"), tagged.qc("black"));
        assertEquals(List.of(), tagged.qc("freeze"));
        assertEquals(List.of("dark"), tagged.tags().shots().getFirst().tags().stream().map(Shot.Tag::name).toList());
    }

    @Test
    void tinyAndUprightPictures() {
        assertEquals(1, Tagged
            .of(Clips.make("tiny.mkv", "-f lavfi -i testsrc2=size=2x2:rate=25:duration=1,format=yuv444p -c:v ffv1"))
            .tags()
            .shots()
            .size());
        assertEquals(1, Tagged
            .of(Clips.make("tall.mkv", "-f lavfi -i testsrc2=size=90x400:rate=25:duration=1,format=yuv444p -c:v ffv1"))
            .tags()
            .shots()
            .size());
    }

    @Test
    void aDocumentThatIsNoneStopsTheWorkBeforeItBegins() throws IOException {
        Path document = Files.writeString(this.folder.resolve("whole.tags.json"), "{\"schema\": 3}");
        Problem problem = assertThrows(Problem.class,
                () -> new Worker(Models.shipped()).tag(request(CLIP, this.folder), Monitor.NONE));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertTrue(problem.getMessage().contains("whole.tags.json"), problem.getMessage());
        assertEquals("{\"schema\": 3}", Files.readString(document));
    }

    @Test
    void somethingThatIsNoClip() throws IOException {
        Path text = Files.writeString(this.folder.resolve("notes.mov"), "no footage");
        Problem problem = assertThrows(Problem.class,
                () -> new Worker(Models.shipped()).tag(request(text, this.folder.resolve("out")), Monitor.NONE));
        assertEquals(Problem.Kind.MEDIA, problem.kind());
        assertEquals(List.of("notes.mov"), left());
    }

}
