package dev.rushes.workers.engine;

import java.nio.file.Path;

import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.job.Processing;
import dev.rushes.workers.media.Compression;
import dev.rushes.workers.media.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How hard a clip is compressed, and the upscaler that it gets for that. */
class UpscalerChoiceTests {

    private static final String CLEAN = "upscale-x2-fast";

    private static final String CAMERA = "upscale-x2-camera";

    private static final String SCENE = "-f lavfi -i mandelbrot=size=352x288:rate=25:start_scale=1.5 -frames:v 30 "
            + "-vf gblur=sigma=1,format=%s%s %s";

    @ParameterizedTest
    @CsvSource({ "mpeg2video -q:v, 4, 16, 4", "mpeg4 -q:v, 4, 16, 4",
            // twice as wide every 6
            "libopenh264 -b:v 20M -qmax 51 -qmin, 22, 34, 4", "h263 -q:v, 5, 15, 3" })
    void quantiserStepsAreFound(String codec, int fine, int coarse, double times) {
        double few = step(coded("-c:v %s %d".formatted(codec, fine)));
        double many = step(coded("-c:v %s %d".formatted(codec, coarse)));
        assertEquals(times, many / few, 0.15 * times, few + " and " + many);
    }

    @Test
    void h264sStepsAreThoseOfItsStandard() {
        // table of QStep, 8.5.9: 13 at a parameter of 26
        assertEquals(13, step(coded("-c:v libopenh264 -b:v 20M -qmin 26 -qmax 26")), 1.5);
    }

    @Test
    void codecsThatDoNotQuantiseHaveNoSteps() {
        Compression lossless = compression(coded("-c:v ffv1"));
        assertEquals(0, lossless.step());
        assertTrue(lossless.bitsPerPixel() > 1, lossless.toString());
    }

    @ParameterizedTest
    @CsvSource({ "-c:v ffv1, " + CLEAN, "-c:v mpeg2video -q:v 2, " + CLEAN, "-c:v mpeg2video -q:v 16, " + CAMERA,
            "-c:v libopenh264 -b:v 20M -qmin 18 -qmax 18, " + CLEAN,
            "-c:v libopenh264 -b:v 20M -qmin 32 -qmax 32, " + CAMERA, "-c:v mjpeg -q:v 2, " + CLEAN,
            "-c:v mjpeg -q:v 31, " + CAMERA })
    void hardCompressionAsksForTheCamerasModel(String codec, String model) {
        Plan plan = Work.on(coded(codec)).upscale(2).plan();
        assertEquals(model, stage(plan).model(), plan.notices().toString());
        assertTrue(plan.notices().contains(stage(plan).reason()), plan.notices().toString());
        assertTrue(stage(plan).reason().startsWith(model + " is taken, for "), stage(plan).reason());
    }

    @Test
    void soDoesNoiseUnlessItIsTakenAwayBefore() {
        Path noisy = Clips.make("noisy.mkv", SCENE, "gbrp", ",noise=alls=24:allf=t", "-c:v ffv1");
        assertEquals(CAMERA, stage(Work.on(noisy).upscale(2).plan()).model());
        Plan denoised = Work.on(noisy).denoise("auto").upscale(2).plan();
        assertEquals(CLEAN, denoised.processing().stages().getLast().model(), denoised.notices().toString());
    }

    @Test
    void nothingIsMeasuredWhereThereIsNoChoice() {
        Plan plan = Work.on(coded("-c:v mpeg2video -q:v 16")).upscale(4).plan();
        assertEquals("upscale-x4-fast", stage(plan).model());
        assertEquals("as asked", stage(plan).reason());
    }

    private static Path coded(String codec) {
        return Clips.make("coded.mkv", SCENE, codec.contains("mjpeg") ? "yuvj420p" : "yuv420p", "", codec);
    }

    private static Processing.Stage stage(Plan plan) {
        return plan.processing().stages().getFirst();
    }

    private static double step(Path clip) {
        return compression(clip).step();
    }

    private static Compression compression(Path clip) {
        Probe probe = Probe.of(clip, null, Monitor.NONE);
        return Compression.of(probe.info(), probe.index(), 2, Monitor.NONE);
    }

}
