package dev.rushes.workers.engine;

import java.nio.file.Path;
import java.util.List;

import dev.rushes.models.Noise;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Outcome;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.job.Report;
import dev.rushes.workers.job.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Each scene loses its own noise, and a clean one stays as it is. */
class SceneNoiseTests {

    /** A clean scene of ten frames between two noisy ones of eight. */
    private static final String SCENES = "-f lavfi -i mandelbrot=size=352x288:rate=25:start_scale=1.5,gblur=sigma=1,noise=alls=14:allf=t "
            + "-f lavfi -i gradients=size=352x288:rate=25:speed=0.01:seed=4 "
            + "-f lavfi -i mandelbrot=size=352x288:rate=25:start_scale=0.7:inner=period,gblur=sigma=1,noise=alls=30:allf=t "
            + "-filter_complex [0]trim=end_frame=8,format=%1$s[a];[1]trim=end_frame=10,format=%1$s[b];"
            + "[2]trim=end_frame=8,format=%1$s[c];[a][b][c]concat=n=3:v=1 -c:v ffv1";

    private static Path scenes(String format) {
        return Clips.make("scenes.mkv", SCENES, format);
    }

    @ParameterizedTest
    @ValueSource(strings = { "yuv420p", "yuv422p10", "gbrp10", "yuva444p16" })
    void aCleanSceneAmongNoisyOnesIsExact(String format) {
        Path clip = scenes(format);
        Work work = Work.on(clip).interlaced("keep").denoise("auto");
        List<Scene> scenes = work.plan().processing().scenes();
        assertEquals(3, scenes.size(), scenes.toString());
        assertNotNull(scenes.get(0).noise());
        assertNull(scenes.get(1).noise());
        assertTrue(scenes.get(2).noise().strength() > 1.4 * scenes.get(0).noise().strength(), scenes.toString());
        List<String> before = Ffmpeg.pictures(clip);
        List<String> after = Ffmpeg.pictures(work.master(), "-pix_fmt " + format);
        assertEquals(before.subList(8, 18), after.subList(8, 18));
        for (int frame : List.of(0, 7, 18, 25)) {
            assertNotEquals(before.get(frame), after.get(frame), "frame " + frame);
        }
    }

    @Test
    void wherePeopleCutTheWorkDoesNotShow() {
        Path clip = scenes("yuv420p");
        Path whole = work(clip).segments(1).master();
        for (int segments : List.of(2, 5, 26)) {
            assertEquals(hash(whole), hash(work(clip).segments(segments).master()), segments + " segments");
        }
        Plan plan = work(clip).segments(4).plan();
        String written = Json.write(plan);
        assertEquals(written, Json.write(Json.read(written, Plan.class)));
        // out of order and some twice, as after a death
        for (int task : List.of(3, 1, 1, 0, 2)) {
            Work.WORKER.run(Json.read(written, Plan.class), task, Monitor.NONE);
        }
        assertEquals(hash(whole), hash(Work.WORKER.assemble(Json.read(written, Plan.class), Monitor.NONE).master()));
    }

    private static Work work(Path clip) {
        return Work.on(clip).interlaced("keep").grain("auto", "30");
    }

    @Test
    void aRangeKnowsItsScenes() {
        Path clip = scenes("yuv422p10");
        Work work = Work.on(clip).interlaced("keep").denoise("auto").range("12f..22f");
        assertEquals(2, work.plan().processing().scenes().size());
        assertEquals(Ffmpeg.pictures(clip).subList(12, 18),
                Ffmpeg.pictures(work.master(), "-pix_fmt yuv422p10").subList(0, 6));
    }

    @Test
    void theReportSaysWhatWasMeasuredOfEach() {
        Outcome outcome = Work.on(scenes("yuv420p")).interlaced("keep").denoise("auto").run();
        Report report = Work.report(outcome);
        String all = String.join("\n", report.warnings());
        assertTrue(all.contains("measured noise: 2 of 3 scenes are noisy"), all);
        assertTrue(all.contains("measured noise in scene 2, from frame 8: luma 0."), all);
        assertTrue(all.contains("the scene is clean and not denoised"), all);
        assertTrue(report.processing().stages().getFirst().measured());
        Noise noise = report.processing().scenes().getFirst().noise();
        assertEquals(noise, Json.read(Json.write(noise), Noise.class));
    }

    /** All luma is put back: it is what it was, to the bit. Chroma is not. */
    @ParameterizedTest
    @ValueSource(strings = { "auto", "12" })
    void allOfTheGrainIsTheLumaThatWas(String strength) {
        Path clip = Clips.make("grain.mkv", "-f lavfi -i mandelbrot=size=352x288:rate=25:start_scale=1.5 -frames:v 3 "
                + "-vf gblur=sigma=1,format=yuv420p,noise=alls=20:allf=t -c:v ffv1");
        String luma = "-vf extractplanes=y";
        Path all = Work.on(clip).interlaced("keep").grain(strength, "100").master();
        assertEquals(Ffmpeg.pictures(clip, luma), Ffmpeg.pictures(all, "-vf format=yuv420p,extractplanes=y"));
        assertNotEquals(Ffmpeg.pictures(clip, "-vf extractplanes=u"),
                Ffmpeg.pictures(all, "-vf format=yuv420p,extractplanes=u"));
        Path none = Work.on(clip).interlaced("keep").grain(strength, "0").master();
        assertEquals(hash(none), hash(Work.on(clip).interlaced("keep").denoise(strength).master()));
        double half = ColourTests.psnr(clip, Work.on(clip).interlaced("keep").grain(strength, "50").master());
        assertTrue(ColourTests.psnr(clip, none) + 1 < half && half + 1 < ColourTests.psnr(clip, all), half + " dB");
    }

    private static String hash(Path file) {
        return Disk.sha256(file, Monitor.NONE);
    }

}
