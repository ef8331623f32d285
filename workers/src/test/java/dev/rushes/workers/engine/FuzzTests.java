package dev.rushes.workers.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Files with flipped bytes neither crash nor hang a process, and a refused one leaves
 * nothing behind.
 */
class FuzzTests {

    private static final int MUTANTS = 10;

    private static final String SIX = "-f lavfi -i testsrc2=48x32:rate=25 -frames:v 6 ";

    @ParameterizedTest
    @CsvSource({ "mov, 1, -c:v mpeg4", "mp4, 2, -c:v libopenh264",
            "mp4, 3, -c:v mpeg4 -movflags frag_keyframe+empty_moov -g 2", "mkv, 4, -c:v ffv1",
            "webm, 5, -c:v libvpx -b:v 100k", "mxf, 6, -c:v mpeg2video", "avi, 7, -c:v mjpeg",
            "ts, 8, -c:v mpeg2video -bf 2", "mpg, 9, -c:v mpeg2video", "gif, 10, ''", "png, 11, -frames:v 1 -update 1",
            "tiff, 12, -frames:v 1 -update 1", "jpg, 13, -frames:v 1 -update 1", "dpx, 14, -frames:v 1 -update 1",
            "exr, 15, -frames:v 1 -update 1 -pix_fmt gbrpf32le", "mov, 16, -c:v prores_ks -timecode 01:00:00:00",
            "nut, 17, -c:v huffyuv", "flv, 18, -c:v flv",
            "mkv, 19, -c:v libsvtav1 -preset 12 -s 64x64 -pix_fmt yuv420p",
            "dv, 20, -c:v dvvideo -s 720x576 -pix_fmt yuv420p -frames:v 2" })
    void flippedBytesDoNoHarm(String container, int seed, String options) throws IOException {
        byte[] original = Files.readAllBytes(Clips.make("fuzz." + container, SIX + options));
        Path folder = Files.createDirectory(Clips.place("mutants"));
        Random random = new Random(seed);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = original.clone();
            // headers are where it hurts: every other mutant is hit there
            int reach = i % 2 == 0 ? Math.min(mutant.length, 1024) : mutant.length;
            for (int hit = 0; hit <= i; hit++) {
                mutant[random.nextInt(reach)] = (byte) random.nextInt();
            }
            Files.write(folder.resolve("mutant-%02d.%s".formatted(i, container)), mutant);
        }
        Cli process = Cli.startMain("dev.rushes.workers.engine.Mutants", folder,
                Files.createDirectory(Clips.place("results")));
        assertEquals(0, process.await(), process.output());
    }

}
