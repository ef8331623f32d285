package dev.rushes.workers.tags;

import java.util.List;

import dev.rushes.workers.engine.Clips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is seen in pictures whose faults are known. */
class PictureTests {

    private static final String MOVING = "testsrc2=320x180:rate=25";

    private static Tagged joined(String... parts) {
        StringBuilder recipe = new StringBuilder();
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            recipe.append("-f lavfi -i ").append(parts[i]).append(' ');
            names.append('[').append(i).append(']');
        }
        return Tagged.of(Clips.make("faults.mkv",
                recipe + "-filter_complex " + names + "concat=n=" + parts.length + ":v=1,format=yuv420p -c:v ffv1"));
    }

    @Test
    void blackAndFrozenFrames() {
        Tagged tagged = joined(MOVING + ":duration=2", "color=black:size=320x180:rate=25:duration=0.4",
                MOVING + ",trim=end_frame=1,loop=49:1,setpts=N/25/TB", MOVING + ":duration=1");
        assertEquals(List.of("50..60"), tagged.qc("black"));
        // what comes after it begins with the same picture
        assertEquals(List.of("60..111"), tagged.qc("freeze"));
    }

    @Test
    void aStillWithRunningNumbersIsNotFrozen() {
        Tagged tagged = joined(
                "color=gray:size=320x180:rate=25:duration=4,geq=lum='if(between(X-mod(N\\,30)*10\\,0\\,8)*between(Y\\,80\\,92)\\,235\\,128)':cb=128:cr=128");
        assertEquals(List.of(), tagged.qc("freeze"));
    }

    @ParameterizedTest
    @ValueSource(ints = { 2, 3 })
    void flashing(int period) {
        String flash = "color=gray:size=320x180:rate=25:duration=2,geq=lum='if(lt(mod(N\\,%d)\\,1)\\,235\\,40)':cb=128:cr=128"
            .formatted(period);
        Tagged tagged = joined(MOVING + ":duration=1", flash, MOVING + ":duration=1");
        assertEquals(1, tagged.qc("flashing").size(), tagged.tags().clip().qc().toString());
        String[] ends = tagged.qc("flashing").getFirst().split("\\.\\.");
        assertEquals(25, Integer.parseInt(ends[0]), 2);
        assertEquals(75, Integer.parseInt(ends[1]), 2);
    }

    /** Three flashes a second are what television may do. */
    @Test
    void slowBlinkingIsNoRisk() {
        assertEquals(List.of(), joined(
                "color=gray:size=320x180:rate=25:duration=3,geq=lum='if(lt(mod(N\\,10)\\,5)\\,235\\,40)':cb=128:cr=128")
            .qc("flashing"));
    }

    @Test
    void tooMuchAndTooLittleLight() {
        Tagged tagged = joined(MOVING + ":duration=1",
                MOVING + ":duration=1,lutyuv=y=clip(val*3\\,16\\,235):u=128:v=128",
                MOVING + ":duration=1,lutyuv=y=clip((val-150)\\,16\\,235):u=128:v=128");
        assertEquals(List.of("25..50"), tagged.qc("overexposed"));
        assertEquals(List.of("50..75"), tagged.qc("underexposed"));
    }

    @Test
    void blurTakesSharpness() {
        double last = 1;
        for (double sigma : new double[] { 0.01, 1, 2, 4 }) {
            double sharpness = joined("mandelbrot=size=480x270:rate=25,trim=end_frame=5,gblur=sigma=" + sigma).tags()
                .shots()
                .getFirst()
                .picture()
                .sharpness();
            assertTrue(sharpness < last - 0.05, sharpness + " at " + sigma + ", before " + last);
            last = sharpness;
        }
    }

    @Test
    void coloursOfThePicture() {
        Shot.PictureFacts red = joined("color=0xc02010:size=320x180:rate=25:duration=1").tags()
            .shots()
            .getFirst()
            .picture();
        assertEquals(1, red.palette().size());
        int rgb = Integer.parseInt(red.palette().getFirst().substring(1), 16);
        assertEquals(0xC0, rgb >> 16, 4);
        assertEquals(0x20, rgb >> 8 & 0xFF, 4);
        assertEquals(0x10, rgb & 0xFF, 4);
    }

}
