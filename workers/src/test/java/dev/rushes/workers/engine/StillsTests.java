package dev.rushes.workers.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.rushes.models.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

}
