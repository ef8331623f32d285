package dev.rushes.workers.tags;

import java.nio.file.Path;
import java.util.List;

import dev.rushes.workers.engine.Clips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Transitions that FFmpeg makes between moving pictures, and what only looks like one.
 */
class TransitionTests {

    /**
     * Frames by which the ends of what is gradual may be off: they are all but one of the
     * shots.
     */
    private static final int SLACK = 8;

    /** Two moving pictures of some frames, through a filter of both. */
    private static Path made(String name, int frames, String filter) {
        return Clips.make(name + ".mkv",
                "-f lavfi -i mandelbrot=size=320x180:rate=25:start_scale=0.5:end_scale=0.1:end_pts=400,"
                        + "trim=end_frame=%1$d,colorchannelmixer=rr=1:gg=.5:bb=.4,format=yuv420p,settb=1/25 "
                        + "-f lavfi -i mandelbrot=size=320x180:rate=25:start_x=-1.2:start_y=0.1:start_scale=0.2:end_scale=0.9:end_pts=300:inner=period,"
                        + "trim=end_frame=%1$d,colorchannelmixer=rr=.3:gg=.6:bb=1,format=yuv420p,settb=1/25 "
                        + "-filter_complex %2$s -c:v ffv1",
                frames, filter);
    }

    private static List<Shot> shots(Path clip) {
        return Tagged.of(clip, "shots").tags().shots();
    }

    /** FFmpeg's first frame of a transition is still the first shot alone. */
    @ParameterizedTest
    @CsvSource({ "fade, dissolve, 10", "fade, dissolve, 25", "fade, dissolve, 50", "fade, dissolve, 70",
            "fadeblack, fade, 30", "fadewhite, fade, 40", "wipeleft, wipe, 25", "wipedown, wipe, 40",
            "radial, wipe, 30" })
    void whatIsGradualIsFoundWithItsEnds(String transition, String type, int frames) {
        Path clip = made("gradual", 150,
                "[0][1]xfade=transition=%s:duration=%f:offset=2.4".formatted(transition, frames / 25.0));
        List<Shot> shots = shots(clip);
        assertEquals(2, shots.size(), shots.toString());
        Shot.Transition in = shots.get(1).transitionIn();
        int first = shots.get(1).start().frame();
        assertEquals(type, in.type(), in.toString());
        assertEquals(61, first, SLACK);
        assertEquals(60 + frames, first + in.frames(), SLACK);
    }

    /** One shot with something in the middle that is none. */
    @ParameterizedTest
    @ValueSource(strings = { "lutyuv=y=min(val+120\\,235):enable=between(n\\,70\\,71)",
            "lutyuv=y=val+40:enable=between(n\\,40\\,110)*lt(mod(n\\,8)\\,4)",
            "drawbox=x=60:y=130:w=120:h=16:color=white@0.7:t=fill:enable=between(n\\,40\\,90)",
            "rotate=0.05*sin(n*1.7):ow=280:oh=150", "noise=alls=40:allf=t",
            "drawbox=h=24:t=fill,drawbox=y=156:h=24:t=fill" })
    void whatIsNoneIsNot(String filter) {
        List<Shot> shots = shots(made("none", 150, "[0]%s;[1]nullsink".formatted(filter)));
        assertEquals(1, shots.size(), shots.toString());
    }

    /** A cut among all that stays a cut, at its frame. */
    @ParameterizedTest
    @ValueSource(strings = { "", ",noise=alls=30:allf=t", ",drawbox=h=24:t=fill,drawbox=y=156:h=24:t=fill",
            ",rotate=0.05*sin(n*1.7):ow=280:oh=150", ",lutyuv=y=min(val+120\\,235):enable=between(n\\,80\\,81)" })
    void cutsAreFoundToTheFrame(String filter) {
        Path clip = made("cut", 60, "[0][1]concat=n=2" + filter);
        List<Shot> shots = shots(clip);
        assertEquals(2, shots.size(), shots.toString());
        assertEquals(60, shots.get(1).start().frame());
        assertEquals("cut", shots.get(1).transitionIn().type());
    }

    @Test
    void whoGuessedIsNamed() {
        ClipTags tags = Tagged.of(made("one", 60, "[0]null;[1]nullsink"), "shots").tags();
        assertEquals("shot-transitions", tags.models().getFirst().id());
        assertEquals(64, tags.models().getFirst().sha256().length());
    }

}
