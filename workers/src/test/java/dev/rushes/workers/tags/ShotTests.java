package dev.rushes.workers.tags;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import dev.rushes.workers.Disk;
import dev.rushes.workers.engine.Clips;
import dev.rushes.workers.job.Json;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Shots of clips that were put together of known ones. */
class ShotTests {

    /** Of 30, 45 and 20 frames: each is of another colour for the eye and moves. */
    private static final String EDIT = "-f lavfi -i mandelbrot=size=320x180:rate=%1$s,colorchannelmixer=rr=1:gg=.2:bb=.2,trim=end_frame=30 "
            + "-f lavfi -i mandelbrot=size=320x180:rate=%1$s:start_scale=0.3,colorchannelmixer=rr=.2:gg=1:bb=.2,trim=end_frame=45 "
            + "-f lavfi -i mandelbrot=size=320x180:rate=%1$s:start_scale=1:inner=period,colorchannelmixer=rr=.2:gg=.2:bb=1,trim=end_frame=20 "
            + "-filter_complex [0][1][2]concat=n=3:v=1,format=yuv420p%3$s -c:v ffv1 %2$s";

    private static List<Integer> starts(ClipTags tags) {
        return tags.shots().stream().map((shot) -> shot.start().frame()).toList();
    }

    @Test
    void shotsBeginWhereTheyWereCut() {
        ClipTags tags = Tagged.of(Clips.make("edit.mkv", EDIT, "25", "", "")).tags();
        assertEquals(List.of(0, 30, 75), starts(tags));
        assertEquals(95, tags.shots().getLast().end().frame());
        assertEquals(List.of("none", "cut", "cut"),
                tags.shots().stream().map((shot) -> shot.transitionIn().type()).toList());
        assertEquals("6/5", tags.shots().get(1).start().seconds());
        assertEquals("00:00:01:05", tags.shots().get(1).start().timecode());
        assertEquals("19/5", tags.shots().getLast().end().seconds());
    }

    @Test
    void shotsAloneAreTheSame() {
        ClipTags tags = Tagged.of(Clips.make("edit.mkv", EDIT, "25", "", ""), "shots").tags();
        assertEquals(List.of(0, 30, 75), starts(tags));
        assertEquals(List.of("shots"), tags.analysers());
        assertTrue(tags.shots().stream().allMatch((shot) -> shot.picture() == null && shot.bestFrame() == null));
    }

    @Test
    void timecodeIsTheClipsOwn() {
        Path clip = Clips.make("edit.mov", EDIT, "30000/1001", "-timecode 00:59:59;15 -c:v prores_ks", "");
        ClipTags tags = Tagged.of(clip).tags();
        assertEquals("00:59:59;15", tags.shots().getFirst().start().timecode());
        // ten-minute marks drop nothing
        assertEquals("01:00:00;15", tags.shots().get(1).start().timecode());
        assertEquals("1001/1000", tags.shots().get(1).start().seconds());
    }

    @Test
    void variableRatesKeepTheirTimes() {
        Path clip = Clips.make("vfr.mkv", EDIT, "25", "-fps_mode passthrough",
                ",setpts='if(lt(N,30),N,30+2*(N-30))/25/TB'");
        ClipTags tags = Tagged.of(clip).tags();
        assertEquals(List.of(0, 30, 75), starts(tags));
        assertEquals("6/5", tags.shots().get(1).start().seconds());
        assertEquals("24/5", tags.shots().get(2).start().seconds());
    }

    /** Every thumbnail shows its shot's colour, and the sheet shows the thumbnails. */
    @Test
    void picturesShowTheirShot() throws IOException {
        Tagged tagged = Tagged.of(Clips.make("edit.mkv", EDIT, "25", "", ""));
        for (Shot shot : tagged.tags().shots()) {
            assertTrue(shot.bestFrame() >= shot.start().frame() && shot.bestFrame() < shot.end().frame(),
                    shot.toString());
            BufferedImage picture = ImageIO
                .read(tagged.file(".thumbs").resolve("%05d.jpg".formatted(shot.index())).toFile());
            assertEquals(320, picture.getWidth());
            assertEquals(shot.index(), strongest(picture, 0, 0, 320, 180), "shot " + shot.index());
        }
        BufferedImage sheet = ImageIO.read(tagged.file(".contact.png").toFile());
        List<Integer> seen = new ArrayList<>();
        for (int x = 40; x + 336 <= sheet.getWidth() && seen.size() < 3; x += 336) {
            seen.add(strongest(sheet, x, 112, 320, 180));
        }
        assertEquals(List.of(0, 1, 2), seen);
    }

    /** The channel with most light. */
    private static int strongest(BufferedImage picture, int left, int top, int width, int height) {
        long[] sums = new long[3];
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                int rgb = picture.getRGB(x, y);
                IntStream.range(0, 3).forEach((channel) -> sums[channel] += rgb >> 16 - 8 * channel & 0xFF);
            }
        }
        return IntStream.range(0, 3).reduce(0, (a, b) -> sums[b] > sums[a] ? b : a);
    }

    @Test
    void tablesAndCuesSayTheSame() throws IOException {
        Tagged tagged = Tagged.of(Clips.make("edit.mkv", EDIT, "25", "", ""));
        List<String> rows = Files.readAllLines(tagged.file(".shots.csv"));
        assertEquals(4, rows.size());
        assertTrue(rows.get(2).startsWith("2,30,75,00:00:01:05,00:00:03:00,1.200,3.000,cut,"), rows.get(2));
        assertTrue(Files.readString(tagged.file(".tags.vtt"))
            .startsWith(
                    "WEBVTT\n\nshot-1\n00:00:00.000 --> 00:00:01.200\nShot 1\n\nshot-2\n00:00:01.200 --> 00:00:03.000\n"));
        assertEquals(tagged.tags(), Json.read(Json.write(tagged.tags()), ClipTags.class));
    }

    /** What the machine said is said anew; what a person said stays. */
    @Test
    void peoplesWordsSurvive() throws IOException {
        Path clip = Clips.make("edit.mkv", EDIT, "25", "", "");
        Tagged first = Tagged.of(clip);
        List<Shot> shots = first.tags().shots().stream().map((shot) -> {
            List<Shot.Tag> tags = shot.index() != 1 ? shot.tags()
                    : List.of(new Shot.Tag("our \"host\", --> =1", 1, "human"), new Shot.Tag("nonsense", 0.3, "auto"));
            return shot.with(tags);
        }).toList();
        Path document = first.file(".tags.json");
        Disk.writeWhole(document, Json.write(first.tags().with(shots)));
        Tagged again = Tagged.into(first.folder(), clip);
        assertEquals(List.of(0, 1, 0),
                again.tags()
                    .shots()
                    .stream()
                    .map((shot) -> (int) shot.tags().stream().filter((tag) -> tag.source().equals("human")).count())
                    .toList());
        assertTrue(again.tags().shots().get(1).tags().stream().noneMatch((tag) -> tag.name().equals("nonsense")));
        assertTrue(Files.readString(again.file(".shots.csv")).contains("\"our \"\"host\"\", --> =1\""));
        assertTrue(Files.readString(again.file(".tags.vtt")).contains("Shot 2: our \"host\", → =1\n"));
    }

}
