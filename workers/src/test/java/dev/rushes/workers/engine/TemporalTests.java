package dev.rushes.workers.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.rushes.models.Problem;
import dev.rushes.workers.job.Outcome;
import dev.rushes.workers.job.Report;
import dev.rushes.workers.job.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A denoiser that sees the frames before and after: what it gains, and where it must not
 * look.
 */
class TemporalTests {

    private static final String MODEL = "denoise-temporal";

    private static final String STILL = "-f lavfi -i mandelbrot=size=192x128:rate=25:start_scale=0.6 -frames:v 12 "
            + "-vf loop=loop=11:size=1:start=0,format=gbrp%s -c:v ffv1";

    private static final String FIRST = "-f lavfi -i testsrc2=96x64:rate=25 -frames:v 7 "
            + "-vf noise=alls=30:allf=t,format=yuv420p -c:v ffv1";

    private static final String SECOND = "-f lavfi -i mandelbrot=size=96x64:rate=25 -frames:v 9 "
            + "-vf noise=alls=30:allf=t,format=yuv420p -c:v ffv1";

    @Test
    void whatStandsStillGainsFromTheFramesAround() {
        Path clean = Clips.make("clean.mkv", STILL, "");
        Path noisy = Clips.make("noisy.mkv", STILL, ",noise=alls=50:allf=t");
        double one = ColourTests.psnr(clean, Work.on(noisy).denoise("28").master());
        double five = ColourTests.psnr(clean, Work.on(noisy).denoise("28", MODEL).master());
        assertTrue(five > one + 1, "one frame %.2f dB, five %.2f dB".formatted(one, five));
    }

    @ParameterizedTest
    @ValueSource(ints = { 2, 3, 5, 16 })
    void segmentsAreAsIfThereWereNone(int segments) {
        Path clip = joined();
        Outcome whole = Work.on(clip).denoise("17", MODEL).run();
        Outcome cut = Work.on(clip).denoise("17", MODEL).segments(segments).run();
        assertEquals(segments, Work.report(cut).segments().size());
        assertEquals(Ffmpeg.pictures(whole.master()), Ffmpeg.pictures(cut.master()));
    }

    /** Each scene on its own is what the scenes one after the other must be. */
    @Test
    void nothingIsReadAcrossACut() {
        Outcome both = Work.on(joined()).denoise("17", MODEL).run();
        List<Scene> scenes = Work.report(both).processing().scenes();
        assertEquals(2, scenes.size(), scenes.toString());
        List<String> apart = Stream.of(FIRST, SECOND)
            .map((recipe) -> Work.on(Clips.make("scene.mkv", recipe)).denoise("17", MODEL).master())
            .flatMap((master) -> Ffmpeg.pictures(master).stream())
            .toList();
        assertEquals(apart, Ffmpeg.pictures(both.master()));
    }

    /** What lies outside is another scene: a part is as if the clip had nothing else. */
    @Test
    void framesOfARangeSeeEachOther() {
        Path clip = Clips.make("second.mkv", SECOND);
        List<String> whole = Ffmpeg.pictures(Work.on(clip).denoise("17", MODEL).master());
        Outcome part = Work.on(clip).denoise("17", MODEL).range("2f..8f").run();
        List<String> pictures = Ffmpeg.pictures(part.master());
        assertEquals(6, pictures.size());
        assertEquals(whole.subList(4, 6), pictures.subList(2, 4));
        assertNotEquals(whole.get(2), pictures.getFirst());
    }

    @Test
    void heldFramesAreComputedOnceWhereAllThatIsSeenIsHeld() {
        Path clip = Clips.make("held.mkv", "-f lavfi -i testsrc2=96x64:rate=25 -frames:v 20 "
                + "-vf loop=loop=14:size=1:start=0,format=yuv420p -c:v ffv1");
        Outcome held = Work.on(clip).interlaced("keep").denoise("5", MODEL).run();
        Report report = Work.report(held);
        // fifteen frames are held; from the fourteenth on the sixteenth is seen
        assertEquals(12, report.frames().reused());
        Outcome each = Work.on(clip).interlaced("keep").denoise("5", MODEL).segments(20).run();
        assertEquals(Ffmpeg.pictures(each.master()), Ffmpeg.pictures(held.master()));
    }

    @Test
    void aSinglePictureStandsForItsNeighbours() {
        Path still = Clips.make("still.png", "-f lavfi -i testsrc2=96x64 -frames:v 1 -vf noise=alls=30,format=rgb24");
        Outcome outcome = Work.on(still).codec("png").denoise("17", MODEL).run();
        assertEquals(1, outcome.frames());
    }

    @Test
    void itMustComeFirst() {
        Problem refused = assertThrows(Problem.class,
                () -> Work.on(Clips.make("second.mkv", SECOND)).upscale(2).denoise("17", MODEL).plan());
        assertEquals(Problem.Kind.INVALID, refused.kind());
        assertTrue(refused.getMessage().contains("put it first"), refused.getMessage());
    }

    private static Path joined() {
        return Clips.make("joined.mkv", "-i %s -i %s -filter_complex concat=n=2 -c:v ffv1", Clips.make("1.mkv", FIRST),
                Clips.make("2.mkv", SECOND));
    }

}
