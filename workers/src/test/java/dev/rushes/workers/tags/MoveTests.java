package dev.rushes.workers.tags;

import java.nio.file.Path;

import dev.rushes.workers.engine.Clips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

/** Moves of a camera, made by a window that moves over a still picture. */
class MoveTests {

    /**
     * A picture with detail everywhere, of 1280 x 720, in which a window of 480 x 270
     * moves.
     */
    private static final String STILL = "-f lavfi -i mandelbrot=size=1280x720:rate=25:start_scale=0.9:end_scale=0.9:inner=period:maxiter=400,trim=end_frame=1,noise=alls=20:all_seed=3,gblur=sigma=1,loop=49:1,setpts=N/25/TB,";

    private static Shot.Move move(String name, String filter) {
        Path clip = Clips.make(name + ".mkv", STILL + filter + ",format=yuv420p -c:v ffv1");
        return Tagged.of(clip, "shots", "picture").tags().shots().getFirst().move();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "pan-right | crop=480:270:200+8*n:200 | 0.82", "pan-left | crop=480:270:700-3*n:200 | 0.31",
                    "tilt-down | crop=480:270:300:50+5*n | 0.91", "tilt-up | crop=480:270:300:400-2*n | 0.36",
                    "pan-right | crop=480:270:0+15*n:100+n | 1.53" })
    void pansAndTilts(String type, String crop, double amount) {
        Shot.Move move = move(type, crop);
        assertEquals(type, move.type(), move.toString());
        assertEquals(amount, move.amount(), 0.1 * amount, move.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "zoom-in | 1+0.01*on | 0.49", "zoom-out | 1.6-0.01*on | 0.31" })
    void zooms(String type, String zoom, double amount) {
        Shot.Move move = move(type,
                "trim=end_frame=1,zoompan=z='%s':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=50:s=480x270:fps=25"
                    .formatted(zoom));
        assertEquals(type, move.type(), move.toString());
        assertEquals(amount, move.amount(), 0.1 * amount, move.toString());
    }

    /** What is near, at the bottom, goes by faster than what is far. */
    @Test
    void travels() {
        Shot.Move move = move("travel", "split=3[a][b][c];[a]crop=480:90:100+2*n:200[d];[b]crop=480:90:100+5*n:290[e];"
                + "[c]crop=480:90:100+9*n:380[f];[d][e][f]vstack=3");
        assertEquals("tracking", move.type(), move.toString());
    }

    @Test
    void shakes() {
        Shot.Move move = move("shake", "crop=480:270:400+6*sin(n*2.1)+4*cos(n*1.3):200+5*sin(n*1.7+1)");
        assertEquals("handheld", move.type(), move.toString());
    }

    @Test
    void stays() {
        Shot.Move move = move("static", "crop=480:270:400:200,noise=alls=8:allf=t");
        assertEquals("static", move.type(), move.toString());
    }

    /** A third of the picture moves before a camera that does not. */
    @Test
    void whatMovesInFrontIsNotTheCamera() {
        Path clip = Clips.make("passer.mkv",
                STILL + "split[a][b];[b]crop=200:270:100:100,hue=h=120[c];[a]crop=480:270:400:200[d];"
                        + "[d][c]overlay=x=-200+13*n:y=0,format=yuv420p -c:v ffv1".replace("-f lavfi -i ", ""));
        Shot.Move move = Tagged.of(clip, "shots", "picture").tags().shots().getFirst().move();
        assertEquals("static", move.type(), move.toString());
    }

    @Test
    void nobodyCanTellFromAPlainPicture() {
        assertNull(Tagged
            .of(Clips.make("plain.mkv", "-f lavfi -i color=gray:size=320x180:rate=25:duration=1 -c:v ffv1"), "shots",
                    "picture")
            .tags()
            .shots()
            .getFirst()
            .move());
    }

}
