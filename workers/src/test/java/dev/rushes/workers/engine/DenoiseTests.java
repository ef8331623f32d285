package dev.rushes.workers.engine;

import java.nio.file.Path;

import dev.rushes.workers.job.Outcome;
import dev.rushes.workers.job.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Noise as footage has it: through 4:2:0 and an encoder, measured and removed. */
class DenoiseTests {

    private static final String SCENE = "-f lavfi -i mandelbrot=size=352x288:rate=25:start_scale=1.5 -frames:v 5 "
            + "-vf gblur=sigma=1,format=yuv420p%s %s";

    private static final Path CLEAN = Clips.make("clean.mkv", SCENE, "", "-c:v ffv1");

    /**
     * The filter adds noise of about 0.57 of its strength to each plane, chroma's too;
     * {@code least} and {@code most} bound what is found of it in luma.
     */
    @ParameterizedTest
    @CsvSource({ "12, -c:v ffv1, 7, 14", "24, -c:v mpeg2video -q:v 2, 12, 27", "24, -c:v mjpeg -q:v 3, 12, 27",
            "40, -c:v mpeg4 -q:v 3, 25, 45" })
    void coarseNoiseIsMeasuredAndRemoved(int strength, String codec, double least, double most) {
        Path noisy = Clips.make("noisy.mkv", SCENE, ",noise=alls=" + strength + ":allf=t", codec);
        Outcome outcome = Work.on(noisy).denoise("auto").run();
        Report report = Work.report(outcome);
        double sigma = report.processing().stages().getFirst().sigma() * 255;
        assertTrue(sigma > least && sigma < most, "found " + sigma);
        double before = ColourTests.psnr(CLEAN, noisy);
        double after = ColourTests.psnr(CLEAN, outcome.master());
        assertTrue(after > before + 6, before + " dB became " + after);
    }

    @Test
    void whatAnEncoderDoesToACleanClipIsNotTakenForNoise() {
        Path coded = Clips.make("coded.mkv", SCENE, "", "-c:v mpeg2video -q:v 3");
        Report report = Work.report(Work.on(coded).denoise("auto").run());
        assertEquals(0, report.processing().stages().size(), report.warnings().toString());
        assertTrue(report.warnings().toString().contains("the clip is clean"), report.warnings().toString());
    }

}
