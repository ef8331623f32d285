package dev.rushes.workers.engine;

import java.nio.file.Path;

import dev.rushes.models.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A range is exactly the frames that it names. */
class RangeTests {

    @ParameterizedTest
    @CsvSource({ "0f..50f, 0, 50", "7f..19f, 7, 19", "49f..50f, 49, 50", "0f..1f, 0, 1", "..5f, 0, 5", "45f.., 45, 50",
            "0.4s..1.2s, 10, 30", "0.41s..1.2s, 11, 30", "1.96s..2s, 49, 50", "0s..0.04s, 0, 1",
            "01:00:00:10..01:00:01:05, 10, 30", "01:00:00:00..01:00:02:00, 0, 50", "01:00:01:24.., 49, 50" })
    void namesItsFramesInFramesSecondsOrTimecode(String range, int first, int end) {
        for (String container : new String[] { "mov", "mkv", "mxf" }) {
            Path clip = Clips.make("tc." + container, "-f lavfi -i testsrc2=64x48:rate=25 -frames:v 50 "
                    + "-c:v mpeg2video -bf 2 -g 12 -timecode 01:00:00:00");
            Work work = Work.on(clip).interlaced("keep").range(range).container("mov");
            Path master = work.master();
            assertEquals(Ffmpeg.pictures(clip).subList(first, end), Ffmpeg.pictures(master), container);
            assertEquals(0, Ffmpeg.times(master, "v:0").getFirst(), container);
            String label = "01:00:%02d:%02d".formatted(first / 25, first % 25);
            assertEquals(label, Work.WORKER.probe(master).timecode(), container);
        }
    }

    @ParameterizedTest
    @CsvSource({ "00:00:59;20..00:01:00;10, 20, 38, 00:00:59;20", "00:01:00;02..00:01:00;05, 30, 33, 00:01:00;02" })
    void countsInDropFrameWhereTheClipDoes(String range, int first, int end, String label) {
        Path clip = Clips.make("drop.mov", "-f lavfi -i testsrc2=64x48:rate=30000/1001 -frames:v 50 "
                + "-c:v mpeg4 -bf 2 -timecode '00:00:59;00'");
        Path master = Work.on(clip).interlaced("keep").range(range).container("mov").master();
        assertEquals(Ffmpeg.pictures(clip).subList(first, end), Ffmpeg.pictures(master));
        assertEquals(label, Work.WORKER.probe(master).timecode());
    }

    @ParameterizedTest
    @ValueSource(strings = { "ts", "avi", "m2v", "h264" })
    void worksWithoutAnIndexToo(String container) {
        Path clip = Clips.make("plain." + container, "-f lavfi -i testsrc2=64x48:rate=25 -frames:v 50 -c:v %s",
                container.equals("h264") ? "libopenh264" : "mpeg2video -bf 2 -g 12");
        Path master = Work.on(clip).interlaced("keep").range("13f..31f").master();
        assertEquals(Ffmpeg.pictures(clip).subList(13, 31), Ffmpeg.pictures(master));
    }

    @Test
    void followsTheClockOfAVariableRate() {
        // frames at 0 1 2 3 4 9 10 11 12 13 18 … of 25 a second
        Path clip = Clips.make("vfr.mov", "-f lavfi -i testsrc2=64x48:rate=25 -frames:v 40 "
                + "-vf setpts='(N+floor(N/5)*4)/25/TB' -fps_mode vfr -enc_time_base 1/1000 -c:v mpeg4");
        Path master = Work.on(clip).interlaced("keep").range("0.2s..0.56s").master();
        assertEquals(Ffmpeg.pictures(clip).subList(5, 10), Ffmpeg.pictures(master));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    5f..5f                     | the range 5f..5f is empty: its OUT (exclusive) must come after its IN
                    9f..5f                     | the range 9f..5f is empty: its OUT (exclusive) must come after its IN
                    0f..51f                    | the range 0f..51f lies outside the clip, which has 50 frames from timecode 01:00:00:00
                    60f..70f                   | lies outside the clip
                    5..9                       | "5" is no place in a clip
                    5f-9f                      | the range "5f-9f" is not of the form IN..OUT, such as 0f..60f
                    00:59:59:00..01:00:01:00   | the timecode 00:59:59:00 lies outside the clip
                    01:00:00:25..01:00:01:00   | the timecode 01:00:00:25 does not exist at 25/1 frames a second
                    01:00:00;00..01:00:01;00   | is a drop-frame timecode, which does not exist at 25/1
                    99999999999999f..          | is no place in a clip
                    0s..999999999s             | lies outside the clip
                    """)
    void aWrongOneIsRefusedInASentence(String range, String sentence) {
        Path clip = Clips.make("tc.mov", "-f lavfi -i testsrc2=64x48:rate=25 -frames:v 50 "
                + "-c:v mpeg2video -bf 2 -g 12 -timecode 01:00:00:00");
        Problem problem = assertThrows(Problem.class, Work.on(clip).range(range)::run);
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertTrue(problem.getMessage().contains(sentence), problem.getMessage());
    }

    @Test
    void timecodeNeedsAStartTimecode() {
        Path clip = Clips.make("none.mov", "-f lavfi -i testsrc2=64x48:rate=25 -frames:v 5 -c:v mpeg4");
        Problem problem = assertThrows(Problem.class, Work.on(clip).range("01:00:00:00..")::run);
        assertTrue(problem.getMessage().contains("has no start timecode"), problem.getMessage());
    }

}
