package dev.rushes.workers.tags;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.rushes.workers.drawing.Lettering;
import dev.rushes.workers.engine.Clips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Text that was drawn, read back. */
class TextTests {

    /** Letters on a card, by what FFmpeg then makes of it. */
    private static Path clip(String name, Color card, Color ink, String then, Object... words) {
        BufferedImage image = new BufferedImage(1280, 720, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = Lettering.pen(image);
        pen.setColor(card);
        pen.fillRect(0, 0, 1280, 720);
        pen.setColor(ink);
        for (int i = 0; i < words.length; i += 4) {
            pen.setFont(Lettering.font((int) words[i + 3]));
            pen.drawString((String) words[i], (int) words[i + 1], (int) words[i + 2]);
        }
        pen.dispose();
        try {
            Path file = Files.createTempDirectory("card").resolve("card.png");
            Lettering.write(image, file);
            return Clips.make(name, "-f lavfi -i movie=" + file + ",loop=80:1,setpts=N/25/TB,fps=25," + then
                    + " -c:v ffv1 -pix_fmt yuv420p");
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Path board(String then) {
        return clip("slate.mkv", Color.WHITE, Color.BLACK, then, "PROD. NIGHT TRAIN", 100, 130, 56, "ROLL", 100, 225,
                32, "A003", 100, 300, 64, "SCENE", 450, 225, 32, "24B", 450, 300, 64, "TAKE", 800, 225, 32, "3", 800,
                300, 64, "CAMERA B", 100, 430, 44, "DATE 2026-11-04", 100, 530, 44);
    }

    private static List<Shot> shots(Path clip) {
        return Tagged.of(clip, "text").tags().shots();
    }

    @Test
    void aSlateFillsTheClipsFields() throws Exception {
        Tagged tagged = Tagged.of(board("trim=end_frame=30"), "text");
        Shot.Slate slate = tagged.tags().clip().slate();
        assertEquals("24B", slate.scene());
        assertEquals("3", slate.take());
        assertEquals("A003", slate.roll());
        assertEquals("B", slate.camera());
        assertEquals("2026-11-04", slate.date());
        assertEquals("NIGHT TRAIN", slate.production());
        assertNull(slate.director());
        assertTrue(slate.score() > 0.8, slate.toString());
        assertEquals(List.of("slate"), tagged.tags().shots().getFirst().words());
        String sidecar = Files.readString(tagged.file(".xmp"));
        assertTrue(sidecar.contains("<xmpDM:scene>24B</xmpDM:scene>"), sidecar);
        assertTrue(sidecar.contains("<xmpDM:takeNumber>3</xmpDM:takeNumber>"), sidecar);
    }

    @ParameterizedTest
    @ValueSource(strings = { "rotate=0.2:fillcolor=gray:ow=1440:oh=960", "transpose=1,transpose=1",
            "scale=640:360,noise=alls=20:allf=t" })
    void tiltedTurnedAndSmallOnesAreReadToo(String how) {
        List<String> read = shots(board(how + ",trim=end_frame=3")).getFirst()
            .text()
            .stream()
            .map(Shot.Text::string)
            .toList();
        assertTrue(read.containsAll(List.of("SCENE", "24B", "TAKE", "A003")), read.toString());
    }

    @Test
    void eachLineIsThereOnceAndWhereItIs() {
        Path clip = clip("caption.mkv", Color.BLACK, Color.YELLOW, "noise=alls=8:allf=t,trim=end_frame=80",
                "The last train has left", 300, 650, 60);
        List<Shot.Text> lines = shots(clip).getFirst()
            .text()
            .stream()
            .filter((line) -> line.string().contains("train"))
            .toList();
        assertEquals(1, lines.size());
        assertEquals("The last train has left", lines.getFirst().string());
        Shot.Area box = lines.getFirst().box();
        assertEquals(300 / 1280.0, box.left(), 0.02);
        assertEquals(605 / 720.0, box.top(), 0.03);
    }

    @Test
    void picturesWithoutTextHaveNone() {
        Path clip = Clips.make("none.mkv",
                "-f lavfi -i mandelbrot=s=640x360:r=25,trim=end_frame=30 -c:v ffv1 -pix_fmt yuv420p");
        Shot shot = shots(clip).getFirst();
        assertEquals(List.of(), shot.text());
        assertNull(shot.slate());
    }

}
