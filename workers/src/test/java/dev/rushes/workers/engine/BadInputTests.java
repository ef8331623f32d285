package dev.rushes.workers.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.rushes.models.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is no footage is refused in one sentence, and nothing is left behind. */
class BadInputTests {

    private static final String TEN = "-f lavfi -i testsrc2=64x48:rate=25 -frames:v 10 ";

    @Test
    void whatIsNoVideoIsRefused() {
        for (String text : List.of("", "hello", "<html><body>", "%PDF-1.4", "\0\0\0\0\0\0\0\0", "RIFF\0\0\0\0AVI ",
                "GIF89a", "\u001aEß£", "\0\0\0\u0018ftypmp42", "P6 99999 99999 255\n")) {
            refused(Clips.write(Clips.place("clip.mov"), text.getBytes(StandardCharsets.ISO_8859_1)),
                    Problem.Kind.MEDIA);
        }
        refused(Clips.write(Clips.place("noise.mp4"), Clips.random(100_000, 8)), Problem.Kind.MEDIA);
        refused(Clips.make("sound.mp4", "-f lavfi -i sine=duration=1 -c:a aac"), Problem.Kind.MEDIA);
        refused(Clips.place("none.mov"), Problem.Kind.NOT_FOUND);
        refused(Clips.place("folder").getParent(), Problem.Kind.MEDIA);
    }

    @Test
    void aSizeThatCannotBeIsSaidToBeThat() throws IOException {
        Path clip = Clips.write(Clips.place("vast.y4m"),
                "YUV4MPEG2 W100000 H100000 F25:1 Ip A1:1 C420jpeg\nFRAME\n".getBytes(StandardCharsets.ISO_8859_1));
        Problem problem = assertThrows(Problem.class, () -> Work.on(clip).master());
        assertEquals(Problem.Kind.MEDIA, problem.kind());
        assertTrue(problem.getMessage().contains("picture"), problem.getMessage());
        assertFalse(problem.getMessage().contains("busy"), problem.getMessage());
    }

    @ParameterizedTest
    @CsvSource({ "mov, avi", "mkv, mp4", "avi, mov", "ts, mxf", "mp4, txt", "mp4, jpg", "mkv, ''" })
    void aWrongExtensionDoesNotMatter(String container, String extension) throws IOException {
        Path clip = Clips.make("right." + container, TEN + "-c:v mpeg2video");
        Path misnamed = Files.copy(clip, Clips.place(extension.isEmpty() ? "wrong" : "wrong." + extension));
        assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(Work.on(misnamed).interlaced("keep").master()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "mov", "mp4", "frag.mp4", "mkv", "webm", "avi", "mxf", "ts", "mpg", "flv", "gif", "png",
            "tiff", "jpg", "dpx", "exr", "bmp" })
    void aTruncatedFileGivesAWholeMasterOrNone(String container) throws IOException {
        Path clip = of(container);
        byte[] content = Files.readAllBytes(clip);
        int step = Math.max(1, content.length / 12);
        for (int length = 0; length < content.length; length += step) {
            Path cut = Clips.write(Clips.place("cut." + container), Arrays.copyOf(content, length));
            harmless(Work.on(cut), length + " of " + content.length + " bytes");
        }
        Path short1 = Clips.write(Clips.place("cut." + container), Arrays.copyOf(content, content.length - 1));
        harmless(Work.on(short1), "one byte missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    list.m3u8   | #EXTM3U\\n#EXT-X-TARGETDURATION:10\\n#EXTINF:10,\\n%s\\n#EXT-X-ENDLIST\\n
                    list.mov    | #EXTM3U\\n#EXT-X-TARGETDURATION:10\\n#EXTINF:10,\\n%s\\n#EXT-X-ENDLIST\\n
                    list.ffconcat | ffconcat version 1.0\\nfile '%s'\\n
                    list.txt    | ffconcat version 1.0\\nfile '%s'\\n
                    session.sdp | v=0\\no=- 0 0 IN IP4 127.0.0.1\\ns=x\\nc=IN IP4 127.0.0.1\\nt=0 0\\nm=video 5004 RTP/AVP 96\\n
                    show.mpd    | <?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><BaseURL>%s</BaseURL></MPD>
                    go.url      | http://127.0.0.1:1/x.mp4
                    list.asx    | <asx version="3.0"><entry><ref href="%s"/></entry></asx>
                    show.mp4    | <?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><BaseURL>%s</BaseURL></MPD>
                    list.mxf    | ffconcat version 1.0\\nfile '%s'\\n
                    list.ts     | #EXTM3U\\n#EXT-X-TARGETDURATION:10\\n#EXTINF:10,\\n%s\\n#EXT-X-ENDLIST\\n
                    titles.idx  | # VobSub index file, v7 (do not modify this line!)\\nsize: 64x48\\ntimestamp: 00:00:00:000, filepos: 000000000\\n
                    list.imf    | <AssetMap xmlns="http://www.smpte-ra.org/schemas/429-9/2007/AM"></AssetMap>
                    """)
    void whatPointsElsewhereIsNotFollowed(String name, String text) {
        Path secret = Clips.make("secret.mp4", TEN + "-c:v mpeg4");
        Path list = Clips.write(Clips.place(name),
                text.replace("\\n", "\n").formatted(secret).getBytes(StandardCharsets.UTF_8));
        refused(list, Problem.Kind.MEDIA);
    }

    @ParameterizedTest
    @ValueSource(strings = { "concat:a.mov|b.mov", "http:x.mov", "subfile,,start,0,end,9,,:a.mov", "-i.mov", "pipe:0",
            "data:x.mov", "a b & c;$(d) 'e'.mov", "100%.mov", "lavfi:x", "x.mov\nfile:y" })
    void aNameIsNothingButAName(String name) throws IOException {
        Path clip = Clips.make("plain.mov", TEN + "-c:v mpeg4");
        Path odd = Files.copy(clip, Clips.place("x").resolveSibling(name));
        assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(Work.on(odd).interlaced("keep").master()));
    }

    @Test
    void aFileInTheWayOfTheFolderIsSaid() {
        Path file = Clips.write(Clips.place("file"), new byte[1]);
        Path clip = Clips.make("plain.mov", TEN + "-c:v mpeg4");
        for (Path out : List.of(file, file.resolve("below"))) {
            Problem problem = assertThrows(Problem.class, Work.on(clip, out)::run);
            assertEquals(Problem.Kind.INVALID, problem.kind());
            oneSentence(problem);
        }
    }

    @Test
    void theMasterIsNeverItsOwnSource() throws IOException {
        Path clip = Clips.make("plain.mkv", TEN + "-c:v ffv1");
        Path trap = Files.copy(clip, Clips.place("a.rushes.mkv"));
        Path out = trap.getParent();
        Path twin = Files.createSymbolicLink(out.resolve("a"), trap);
        byte[] before = Files.readAllBytes(trap);
        Problem problem = assertThrows(Problem.class, Work.on(twin, out)::run);
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertTrue(Arrays.equals(before, Files.readAllBytes(trap)));
    }

    @Test
    void theSourceIsNeverTouched() throws IOException {
        Path clip = Files.copy(Clips.make("plain.mov", TEN + "-c:v mpeg4"), Clips.place("kept.mov"));
        String before = SegmentsTests.hash(clip);
        Object changed = Files.getLastModifiedTime(clip);
        Work.on(clip, clip.getParent()).run();
        assertEquals(before, SegmentsTests.hash(clip));
        assertEquals(changed, Files.getLastModifiedTime(clip));
    }

    @Test
    void codecsThatCannotHoldAPictureSaySo() {
        Path odd = Clips.make("odd.mkv", "-f lavfi -i testsrc2=64x48 -vf crop=33:17:0:0:exact=1 -frames:v 2 -c:v ffv1");
        for (String codec : List.of("h264", "av1", "dnxhr_hqx", "prores_hq", "prores_4444")) {
            Problem problem = assertThrows(Problem.class, Work.on(odd).codec(codec)::run);
            assertEquals(Problem.Kind.INVALID, problem.kind());
            assertTrue(problem.getMessage().contains("33 × 17"), problem.getMessage());
            oneSentence(problem);
        }
        assertEquals(Ffmpeg.pictures(odd), Ffmpeg.pictures(Work.on(odd).codec("auto").master()));
        Path even = Clips.make("plain.mov", TEN + "-c:v mpeg4");
        Problem problem = assertThrows(Problem.class, Work.on(even).codec("prores_hq").container("mp4")::run);
        assertTrue(problem.getMessage().contains("does not go into mp4"), problem.getMessage());
    }

    private static Path of(String container) {
        return switch (container) {
            case "frag.mp4" -> Clips.make("of.frag.mp4", TEN + "-c:v mpeg4 -g 3 -movflags frag_keyframe+empty_moov");
            case "webm" -> Clips.make("of.webm", TEN + "-c:v libvpx -b:v 100k");
            case "gif" -> Clips.make("of.gif", TEN);
            case "png", "tiff", "jpg", "dpx", "exr", "bmp" ->
                Clips.make("of." + container, "-f lavfi -i testsrc2=64x48 -vf format=%s -frames:v 1 -update 1",
                        container.equals("jpg") ? "yuvj420p" : container.equals("exr") ? "gbrpf32le" : "rgb24");
            case "flv" -> Clips.make("of.flv", TEN + "-c:v flv");
            default -> Clips.make("of." + container, TEN + "-c:v mpeg2video -bf 2");
        };
    }

    private static void refused(Path clip, Problem.Kind kind) {
        Path out = Clips.place("out");
        Problem problem = assertThrows(Problem.class, Work.on(clip, out)::run, clip.toString());
        assertEquals(kind, problem.kind(), problem.getMessage());
        oneSentence(problem);
        assertEquals(List.of(), left(out));
    }

    /** Either a master that can be played to its end, or a sentence and nothing else. */
    private static void harmless(Work work, String what) {
        try {
            Path master = work.codec("auto").interlaced("keep").master();
            assertFalse(Ffmpeg.pictures(master).isEmpty(), what);
        }
        catch (Problem problem) {
            assertEquals(Problem.Kind.MEDIA, problem.kind(), what + ": " + problem.getMessage());
            oneSentence(problem);
            assertEquals(List.of(), left(work.out()), what);
        }
    }

    private static void oneSentence(Problem problem) {
        String sentence = problem.getMessage();
        assertFalse(sentence.isBlank());
        assertFalse(sentence.contains("Exception") || sentence.contains("null"), sentence);
    }

    private static List<Path> left(Path out) {
        if (!Files.exists(out)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter((file) -> !file.equals(out)).toList();
        }
        catch (IOException ex) {
            throw new AssertionError(ex);
        }
    }

}
