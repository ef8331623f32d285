package dev.rushes.workers.timeline;

import dev.rushes.models.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Labels and frames, both ways. */
class TimecodeTests {

    private static final Rational NTSC = new Rational(30000, 1001);

    private static final Rational FAST = new Rational(60000, 1001);

    @ParameterizedTest
    @CsvSource({ "01:00:00;00, 30000/1001, 107892", "01:00:00:00, 30000/1001, 108000", "00:01:00;02, 30000/1001, 1800",
            "00:00:59;29, 30000/1001, 1799", "00:10:00;00, 30000/1001, 17982", "23:59:59;29, 30000/1001, 2589407",
            "01:00:00;00, 60000/1001, 215784", "00:01:00;04, 60000/1001, 3600", "01:00:00:00, 25/1, 90000",
            "01:00:00:00, 24000/1001, 86400", "10:00:00:23, 24/1, 864023", "00:00:01.00, 30000/1001, 30",
            "00:00:01:119, 120/1, 239", "00:00:00:00, 1/1, 0" })
    void everyLabelHasItsFrame(String label, String rate, long frame) {
        assertEquals(frame, Timecode.parse(label, Rational.parse(rate)).frame());
    }

    @Test
    void dropFrameLabelsOfADayFollowEachOtherAndComeBack() {
        day(NTSC, 30);
        day(FAST, 60);
    }

    /** Steps a clock that knows nothing of formulas through 24 hours. */
    private static void day(Rational rate, int fps) {
        int dropped = fps / 15;
        long frame = 0;
        for (int minute = 0; minute < 24 * 60; minute++) {
            for (int second = 0; second < 60; second++) {
                int first = second == 0 && minute % 10 != 0 ? dropped : 0;
                if (first > 0) {
                    refused("%02d:%02d:00;%02d".formatted(minute / 60, minute % 60, first - 1), rate);
                }
                // the first and the last label of a second; those between are counted off
                same("%02d:%02d:%02d;%02d".formatted(minute / 60, minute % 60, second, first), rate, frame);
                frame += fps - first;
                same("%02d:%02d:%02d;%02d".formatted(minute / 60, minute % 60, second, fps - 1), rate, frame - 1);
            }
        }
        assertEquals("00:00:00;00", new Timecode(frame, rate, true).toString());
    }

    private static void same(String label, Rational rate, long frame) {
        assertEquals(frame, Timecode.parse(label, rate).frame(), label);
        assertEquals(label, new Timecode(frame, rate, true).toString());
    }

    @Test
    void everyFrameOfTenMinutesComesBack() {
        for (Rational rate : new Rational[] { NTSC, FAST }) {
            for (long frame = 0; frame < 17982 * 2; frame++) {
                assertEquals(frame, Timecode.parse(new Timecode(frame, rate, true).toString(), rate).frame());
                assertEquals(frame, Timecode.parse(new Timecode(frame, rate, false).toString(), rate).frame());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({ "00:01:00;00, 30000/1001", "00:01:00;01, 30000/1001", "00:59:00;01, 30000/1001",
            "00:01:00;03, 60000/1001", "01:00:00;00, 25/1", "01:00:00;00, 24000/1001", "01:00:00:25, 25/1",
            "01:00:00:24, 24000/1001", "01:60:00:00, 25/1", "01:00:60:00, 25/1", "01:00:00, 25/1", "x, 25/1",
            "-1:00:00:00, 25/1", "01:00:00:0, 25/1", "'', 25/1", "1:0:0:0, 25/1" })
    void labelsThatDoNotExistAreRefused(String label, String rate) {
        refused(label, Rational.parse(rate));
    }

    private static void refused(String label, Rational rate) {
        Problem problem = assertThrows(Problem.class, () -> Timecode.parse(label, rate), label);
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertTrue(Timecode.read(label, rate).isEmpty());
    }

    @Test
    void aDayWraps() {
        assertEquals("00:00:00:00", new Timecode(25 * 86400L, new Rational(25, 1), false).toString());
        assertEquals("23:59:59:24", new Timecode(-1, new Rational(25, 1), false).toString());
        assertEquals("23:59:59;29", new Timecode(-1, NTSC, true).toString());
        assertEquals("00:00:00;02", new Timecode(0, NTSC, true).plus(2).toString());
        assertFalse(Timecode.looksLike("60f"));
    }

}
