package dev.rushes.workers.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.rushes.models.Problem;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Outcome;
import dev.rushes.workers.timeline.Rational;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A picture is a clip of one frame; numbered pictures are a clip. */
class StillsTests {

    private static final String ONE = "-f lavfi -i testsrc2=64x48 -vf format=rgb24,crop=33:17 -frames:v 1 -update 1";

    @ParameterizedTest
    @CsvSource({ "png, png", "jpg, png", "tiff, tiff" })
    void aStillGivesAStill(String from, String to) {
        Path still = Clips.make("still." + from, ONE);
        Path master = Work.on(still).codec("auto").upscale(2).master();
        assertEquals("still.rushes." + to, master.getFileName().toString());
        assertEquals(66, Ffmpeg.picture(master).get("width").asInt());
        assertEquals(34, Ffmpeg.picture(master).get("height").asInt());
    }

    @ParameterizedTest
    @CsvSource({ "1, 1", "1, 7", "3, 2", "17, 9" })
    void modelsTakeTheSmallestPictures(int width, int height) {
        Path still = Clips.make("tiny.png",
                "-f lavfi -i testsrc2=64x48 -vf format=rgb24,crop=%d:%d:0:0:exact=1 -frames:v 1 -update 1", width,
                height);
        Path master = Work.on(still).codec("auto").denoise("10").upscale(2).master();
        assertEquals(2 * width, Ffmpeg.picture(master).get("width").asInt());
        assertEquals(2 * height, Ffmpeg.picture(master).get("height").asInt());
    }

    @ParameterizedTest
    @CsvSource({ "shot.%04d.png, shot.%04d.png, 1001", "shot_%d.png, shot_%d.png, 1", "a%03d.tiff, a###.tiff, 7",
            "shot.%04d.dpx, shot.####.dpx, 86400", "f%05d.exr, f%05d.exr, 0" })
    void aSequenceIsAClip(String files, String pattern, int start) {
        String format = files.endsWith("exr") ? "-pix_fmt gbrpf32le" : "";
        Path first = Clips.place(files.replaceAll("%0?\\d*d", "x"));
        Path folder = first.getParent();
        Ffmpeg.run("-f lavfi -i testsrc2=64x48:rate=24 -frames:v 5 %s -start_number %d %s", format, start,
                folder.resolve(files));
        Path master = Work.on(folder.resolve(pattern), Clips.place("out")).codec("ffv1").master();
        assertEquals(5, Ffmpeg.pictures(master).size());
        if (format.isEmpty()) {
            List<String> sources = Clips.list(folder)
                .stream()
                .map((file) -> Ffmpeg.pictures(file, "-pix_fmt gbrp16le").getFirst())
                .sorted()
                .toList();
            assertEquals(sources, Ffmpeg.pictures(master, "-pix_fmt gbrp16le").stream().sorted().toList());
        }
    }

    @Test
    void aGapIsRefused() throws Exception {
        Path folder = Clips.place("x").getParent();
        Ffmpeg.run("-f lavfi -i testsrc2=64x48:rate=24 -frames:v 5 %s", folder.resolve("shot.%04d.png"));
        Files.delete(folder.resolve("shot.0003.png"));
        Problem problem = assertThrows(Problem.class,
                Work.on(folder.resolve("shot.%04d.png"), Clips.place("out"))::run);
        assertEquals(Problem.Kind.MEDIA, problem.kind());
        assertTrue(problem.getMessage().contains("number 3 is missing"), problem.getMessage());
    }

    @Test
    void aMovingClipGivesANumberedSequence() {
        Path clip = Clips.make("moving.mkv", "-f lavfi -i testsrc2=64x48:rate=24,format=gbrp -frames:v 5 -c:v ffv1");
        Path folder = Work.on(clip).codec("png").master();
        assertEquals(
                List.of("moving.0000001.png", "moving.0000002.png", "moving.0000003.png", "moving.0000004.png",
                        "moving.0000005.png"),
                Clips.list(folder).stream().map((file) -> file.getFileName().toString()).toList());
        assertEquals(Ffmpeg.pictures(clip, "-pix_fmt rgb24"),
                Clips.list(folder).stream().map((file) -> Ffmpeg.pictures(file, "-pix_fmt rgb24").getFirst()).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = { "scan%d.png", "scan%04d.tga", "scan##.png", "sc*n.png", "scan{1,2}.png", "scan?.bmp" })
    void aFileNamedLikeAPatternIsItself(String name) throws Exception {
        Path still = Clips.make("plain" + name.substring(name.indexOf('.')), ONE);
        Path odd = Files.copy(still, Clips.place("x").resolveSibling(name));
        // what the pattern would match
        Path other = Clips.make("other.png", "-f lavfi -i color=red:size=64x48 -frames:v 1 -update 1");
        for (String decoy : List.of("scan1.png", "scan0001.tga", "scan01.png", "scan1.bmp")) {
            Files.copy(other, odd.resolveSibling(decoy));
        }
        assertTrue(Work.WORKER.probe(odd).still());
        // FFmpeg's own programs cannot open such a name
        Path master = Files.copy(Work.on(odd).codec("auto").master(), Clips.place("master.png"));
        assertEquals(Ffmpeg.pictures(still, "-pix_fmt rgb24"), Ffmpeg.pictures(master, "-pix_fmt rgb24"));
    }

    @ParameterizedTest
    @CsvSource({ "24000/1001, 24000/1001", "25, 25/1", "23.976, 24000/1001", "59.94, 60000/1001", "12.5, 25/2" })
    void aSequenceHasTheRateThatIsGiven(String rate, String exact) {
        Path pattern = sequence();
        ClipInfo info = Work.WORKER.probe(pattern, rate);
        assertEquals(exact, info.video().frameRate());
        Path master = Work.on(pattern).rate(rate).container("mov").master();
        assertEquals(exact, Ffmpeg.picture(master).get("r_frame_rate").asText());
        assertEquals(5, Ffmpeg.pictures(master).size());
        Rational frame = Rational.parse(exact).inverse();
        assertEquals(Stream.of(0, 1, 2, 3, 4).map(frame::times).toList(), Ffmpeg.seconds(master, "v:0"));
    }

    @Test
    void withoutARateASequenceHasTheCinemas() {
        assertEquals("24/1", Work.WORKER.probe(sequence()).video().frameRate());
    }

    /**
     * Film's rate is at 1724, television's at 1940, its interlace at 1928; FFmpeg ends
     * the header at 1664.
     */
    @ParameterizedTest
    @CsvSource({ "23.976, 0, 0, true, 2048, 24000/1001", "NaN, 29.97, 0, false, 2048, 30000/1001",
            "25, 50, 0, false, 2048, 25/1", "0, 12.5, 0, true, 2048, 25/2", "NaN, NaN, 0, true, 2048, 24/1",
            "Infinity, 241, 0, false, 2048, 24/1", "-25, 1e-30, 0, true, 2048, 24/1", "0, 59.94, 1, true, 2048, 24/1",
            "48, 0, 1, false, 2048, 48/1", "30, 50, 0, true, 1664, 24/1", "30, 50, 0, true, 1728, 30/1",
            "0, 50, 0, false, 1728, 24/1" })
    void aDpxSequenceHasTheRateOfItsHeader(float film, float television, int interlace, boolean big, int length,
            String exact) throws IOException {
        Path folder = Clips.place("x").getParent();
        Ffmpeg.run("-f lavfi -i testsrc2=64x48:rate=24 -frames:v 5 -pix_fmt %s %s", big ? "gbrp10be" : "gbrp10le",
                folder.resolve("shot.%04d.dpx"));
        for (int number = 1; number <= 5; number++) {
            Path file = folder.resolve("shot.%04d.dpx".formatted(number));
            byte[] plain = Files.readAllBytes(file);
            assertEquals(big ? 'S' : 'X', plain[0]);
            ByteBuffer dpx = ByteBuffer.allocate(plain.length + length - 1664)
                .order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            dpx.put(0, plain, 0, 1664).put(length, plain, 1664, plain.length - 1664);
            dpx.putInt(4, length).putInt(16, dpx.capacity());
            dpx.putFloat(1724, film).put(1928, (byte) interlace).putFloat(1940, television);
            Files.write(file, dpx.array());
        }
        Path pattern = folder.resolve("shot.%04d.dpx");
        assertEquals(exact, Work.WORKER.probe(pattern).video().frameRate());
        assertEquals("30/1", Work.WORKER.probe(pattern, "30").video().frameRate(), "what is asked for wins");
        Outcome outcome = Work.on(pattern).container("mov").run();
        assertEquals(exact, Ffmpeg.picture(outcome.master()).get("r_frame_rate").asText());
        assertEquals(5, Ffmpeg.pictures(outcome.master()).size());
        String said = exact.equals("24/1") ? "no rate that anybody has said, so 24 frames"
                : exact.replaceFirst("/1$", "") + " frames a second by its pictures' headers";
        assertTrue(outcome.notices().stream().anyMatch((notice) -> notice.contains(said)),
                outcome.notices().toString());
        assertFalse(Work.on(pattern).rate("30").container("mov").run().notices().toString().contains("--rate"));
    }

    @Test
    void otherClipsHaveARateOfTheirOwn() {
        for (String name : List.of("one.png", "one.mkv")) {
            Path clip = Clips.make(name, "-f lavfi -i testsrc2=64x48 -frames:v 1");
            Problem problem = assertThrows(Problem.class, Work.on(clip).rate("25")::run);
            assertEquals(Problem.Kind.INVALID, problem.kind());
            assertTrue(problem.getMessage().contains("--rate is for patterns"), problem.getMessage());
        }
    }

    private static Path sequence() {
        Path folder = Clips.place("x").getParent();
        Ffmpeg.run("-f lavfi -i testsrc2=64x48:rate=24 -frames:v 5 %s", folder.resolve("shot.%04d.png"));
        return folder.resolve("shot.%04d.png");
    }

}
