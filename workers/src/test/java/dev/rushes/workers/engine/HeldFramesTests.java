package dev.rushes.workers.engine;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import dev.rushes.workers.job.Outcome;
import dev.rushes.workers.job.Report;
import dev.rushes.workers.job.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Titles, slates and held frames are computed once, and nobody can tell from the master.
 * The witness is the same job in segments of one frame each, in which nothing is ever
 * taken over.
 */
class HeldFramesTests {

    /** Thirty frames of a title, nine that move, twenty of one that is held, one more. */
    private static final String TITLE = "-f lavfi -i testsrc2=96x64:rate=25 -frames:v 60 "
            + "-vf loop=loop=29:size=1:start=0,loop=loop=19:size=1:start=40%s -c:v ffv1";

    private static final int FRAMES = 60;

    private static final int HELD = 29 + 19;

    @ParameterizedTest
    @CsvSource({ "1", "2", "8" })
    void aTitleIsTheSameAsIfEachFrameWereComputed(int threads) {
        Path clip = Clips.make("title.mkv", TITLE, ",format=yuv420p");
        Outcome held = Work.on(clip).interlaced("keep").upscale(2).threads(threads).run();
        assertEquals(new Report.Frames(FRAMES, FRAMES, FRAMES, 0, HELD), Work.report(held).frames());
        assertEquals(HELD, held.reused());
        Outcome each = Work.on(clip).interlaced("keep").upscale(2).threads(threads).segments(FRAMES).run();
        assertEquals(new Report.Frames(FRAMES, FRAMES, FRAMES, 0, 0), Work.report(each).frames());
        assertSame(each, held);
        assertEquals(12, Ffmpeg.pictures(held.master()).stream().distinct().count(), "different pictures");
    }

    @Test
    void eachSegmentComputesItsFirst() {
        Path clip = Clips.make("title.mkv", TITLE, ",format=yuv420p");
        Outcome whole = Work.on(clip).interlaced("keep").upscale(2).run();
        Work work = Work.on(clip).interlaced("keep").upscale(2).segments(6);
        List<Long> expected = work.plan().tasks().stream().map(HeldFramesTests::held).toList();
        assertEquals(6, expected.size());
        Outcome cut = work.run();
        Report report = Work.report(cut);
        assertEquals(expected, report.segments().stream().map((piece) -> piece.reused()).toList());
        assertEquals(expected.stream().mapToLong((n) -> n).sum(), report.frames().reused());
        assertSame(whole, cut);
    }

    @Test
    void severalOperationsShareTheirResultToo() {
        Path clip = Clips.make("grain.mkv", TITLE.replace("loop=loop=29", "noise=alls=30:allf=t,loop=loop=29"),
                ",format=yuv444p10");
        Outcome held = Work.on(clip).interlaced("keep").denoise("auto").upscale(2).run();
        Report report = Work.report(held);
        assertEquals(2, report.processing().stages().size(), report.warnings().toString());
        assertEquals(HELD, report.frames().reused());
        assertSame(Work.on(clip).interlaced("keep").denoise("auto").upscale(2).segments(FRAMES).run(), held);
    }

    /** Deinterlaced, or taken for whole pictures: thirty frames of two moments each. */
    @ParameterizedTest
    @CsvSource({ "auto, tff", "none, none" })
    void fieldsAreNoHindrance(String interlaced, String decided) {
        Path clip = Clips.make("fields.mkv", TITLE.replace("-frames:v 60", "-frames:v 30"),
                ",separatefields,select='eq(mod(n,4),0)+eq(mod(n,4),3)',weave=first_field=top,setfield=tff -top 1");
        Work work = Work.on(clip).interlaced(interlaced).upscale(2);
        assertEquals(decided, work.plan().processing().deinterlace());
        Outcome held = work.run();
        Report.Frames frames = Work.report(held).frames();
        assertEquals(30, frames.decoded());
        // fourteen of the title and nine of the held frame, less what a deinterlacer
        // makes of the frames beside the motion
        assertTrue(frames.reused() >= 18 && frames.reused() <= 23, frames.toString());
        Outcome each = Work.on(clip).interlaced(interlaced).upscale(2).segments(30).run();
        assertEquals(0, Work.report(each).frames().reused());
        assertSame(each, held);
    }

    /**
     * One value of one pixel, the last of the last plane, differs by one: A, A, B, B, A.
     */
    @ParameterizedTest
    @CsvSource({ "gray, 1", "yuv420p, 1", "gbrp, 1", "gbrp16le, 2", "yuva444p16le, 2" })
    void oneLevelInOnePixelIsAnotherPicture(String format, int bytes) {
        int size = 32 * 24 * bytes * switch (format) {
            case "gray" -> 2;
            case "yuv420p" -> 3;
            case "yuva444p16le" -> 8;
            default -> 6;
        } / 2;
        byte[] raw = new byte[5 * size];
        Arrays.fill(raw, (byte) 100);
        raw[3 * size - bytes]++;
        raw[4 * size - bytes]++;
        Path file = Clips.write(Clips.place("raw"), raw);
        Path clip = Clips.place("level.mkv");
        Ffmpeg.run("-f rawvideo -pix_fmt %s -s 32x24 -i %s -c:v ffv1 %s", format, file, clip);
        assertEquals(3, Ffmpeg.pictures(clip).stream().distinct().count() + 1);
        Outcome held = Work.on(clip).interlaced("keep").denoise("1").run();
        assertEquals(2, Work.report(held).frames().reused());
        assertSame(Work.on(clip).interlaced("keep").denoise("1").segments(5).run(), held);
        List<String> pictures = Ffmpeg.pictures(held.master());
        assertNotEquals(pictures.get(1), pictures.get(2));
        assertEquals(pictures.get(0), pictures.get(4));
    }

    /** Opacity is changed in place for the encoder, which must happen once. */
    @Test
    void opacityIsHeldWithThePicture() {
        Path clip = Clips.make("opacity.mkv", TITLE,
                ",format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='X*2',format=gbrap");
        for (String codec : List.of("ffv1", "prores_4444")) {
            Outcome held = Work.on(clip).interlaced("keep").upscale(2).codec(codec).run();
            assertEquals(HELD, Work.report(held).frames().reused());
            assertSame(Work.on(clip).interlaced("keep").upscale(2).codec(codec).segments(FRAMES).run(), held);
        }
    }

    /** What a constant rate repeats is shared as well, with models and without. */
    @Test
    void framesThatAConstantRateRepeatsAreTheSame() {
        Path clip = Clips.make("gaps.mkv", TITLE,
                ",format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='X*2',format=gbrap,select='lt(n,33)+gt(n,36)' -fps_mode vfr");
        for (Work work : List.of(Work.on(clip), Work.on(clip).upscale(2))) {
            Path master = work.interlaced("keep").timing("cfr").master();
            List<String> pictures = Ffmpeg.pictures(master);
            assertEquals(FRAMES + 4, pictures.size());
            for (int repeated = 33; repeated <= 36; repeated++) {
                assertEquals(pictures.get(32), pictures.get(repeated), "frame " + repeated);
            }
            assertNotEquals(pictures.get(36), pictures.get(37));
        }
    }

    private static long held(Task task) {
        return LongStream.range(task.firstFrame() + 1, task.firstFrame() + task.frames())
            .filter((frame) -> frame < 30 || (frame > 39 && frame < 59))
            .count();
    }

    private static void assertSame(Outcome expected, Outcome actual) {
        assertEquals(Ffmpeg.pictures(expected.master()), Ffmpeg.pictures(actual.master()));
        assertEquals(SegmentsTests.hash(expected.master()), SegmentsTests.hash(actual.master()));
    }

}
