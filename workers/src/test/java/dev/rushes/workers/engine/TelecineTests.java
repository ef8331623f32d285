package dev.rushes.workers.engine;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Outcome;
import dev.rushes.workers.job.Report;
import dev.rushes.workers.timeline.Rational;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Film that was brought to video's rate comes out as whole film frames. */
class TelecineTests {

    private static final int FILM_FRAMES = 48;

    @ParameterizedTest
    @CsvSource({ "23, top, 1", "23, bottom, 1", "2332, top, 1", "23, top, 3" })
    void hardTelecineIsPutBackTogether(String cadence, String first, int segments) {
        Path film = film("yuv420p");
        Path clip = Clips.make("video.mkv", "-i %s -vf telecine=pattern=%s:first_field=%s -c:v ffv1", film, cadence,
                first);
        Outcome outcome = Work.on(clip).segments(segments).run();
        List<String> master = Ffmpeg.pictures(outcome.master());
        assertEquals(Ffmpeg.frameTimes(clip), Ffmpeg.frameTimes(outcome.master()));
        // every frame is one of the film's, and only the last may be missing a field
        List<String> frames = Ffmpeg.pictures(film);
        assertEquals(List.of(),
                master.subList(0, master.size() - 1).stream().filter((frame) -> !frames.contains(frame)).toList());
        assertTrue(new HashSet<>(master).containsAll(frames.subList(0, FILM_FRAMES - 1)));
        Report report = Work.report(outcome);
        assertTrue(report.processing().telecined());
        assertTrue(report.warnings().stream().anyMatch((notice) -> notice.contains("3:2 pulldown")),
                report.warnings().toString());
    }

    @Test
    void telecineOfMoreThanEightBitIsDeinterlacedAndSaid() {
        Path clip = Clips.make("video.mkv", "-i %s -vf telecine=pattern=23 -c:v ffv1", film("yuv422p10le"));
        Outcome outcome = Work.on(clip).run();
        assertFalse(Work.report(outcome).processing().telecined());
        assertTrue(outcome.notices().stream().anyMatch((n) -> n.contains("3:2 pulldown") && n.contains("bwdif")),
                outcome.notices().toString());
        assertEquals(Ffmpeg.frameTimes(clip), Ffmpeg.frameTimes(outcome.master()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "ts", "mkv", "mov" })
    void softTelecineKeepsItsFramesAndTheirTimes(String container) {
        Path clip = soft(container);
        ClipInfo info = Work.WORKER.probe(clip);
        assertEquals("24000/1001", info.video().frameRate());
        assertEquals("vfr", info.video().timing());
        // Matroska's clock is too coarse to compare by
        Outcome outcome = Work.on(clip).container("mov").run();
        assertEquals("none", Work.report(outcome).processing().deinterlace());
        assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(outcome.master()));
        List<Rational> source = Ffmpeg.seconds(clip, "v:0");
        Rational shift = source.getFirst().minus(Ffmpeg.seconds(outcome.master(), "v:0").getFirst());
        assertEquals(source, Ffmpeg.seconds(outcome.master(), "v:0").stream().map(shift::plus).toList());
        assertTrue(outcome.notices().stream().anyMatch((notice) -> notice.contains("soft telecine")),
                outcome.notices().toString());
    }

    @Test
    void softTelecineBecomesConstantFilmOnRequest() {
        Path clip = soft("mov");
        Path master = Work.on(clip).timing("cfr").container("mov").master();
        assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(master));
        assertEquals("24000/1001", Ffmpeg.picture(master).get("r_frame_rate").asText());
    }

    private static Path film(String format) {
        return Clips.make("film.mkv", "-f lavfi -i testsrc2=size=160x120:rate=24000/1001 -frames:v %d -vf "
                + "noise=alls=20:all_seed=1,format=%s -c:v ffv1", FILM_FRAMES, format);
    }

    /** Progressive MPEG-2 whose flags ask the player to repeat fields: 3, 2, 3, 2. */
    private static Path soft(String container) {
        Path plain = Clips.make("plain.m2v",
                "-f lavfi -i testsrc2=size=160x128:rate=30000/1001 -frames:v %d -c:v mpeg2video -qscale:v 2 -bf 0",
                FILM_FRAMES);
        byte[] stream = Clips.read(plain);
        int picture = 0;
        for (int i = 0; i + 8 < stream.length; i++) {
            if (stream[i] != 0 || stream[i + 1] != 0 || stream[i + 2] != 1 || (stream[i + 3] & 0xff) != 0xb5) {
                continue;
            }
            if (stream[i + 4] >> 4 == 1) {
                // sequence extension: not progressive throughout
                stream[i + 5] &= ~0x08;
            }
            else if ((stream[i + 4] & 0xf0) == 0x80) {
                // picture coding extension: top field first, repeat it, progressive frame
                boolean top = picture % 4 < 1 || picture % 4 == 3;
                boolean repeat = picture % 2 == 0;
                stream[i + 7] = (byte) (stream[i + 7] & ~0x82 | (top ? 0x80 : 0) | (repeat ? 0x02 : 0));
                stream[i + 8] |= (byte) 0x80;
                picture++;
            }
        }
        Path flagged = Clips.write(Clips.place("soft.m2v"), stream);
        return Clips.make("soft." + container, "-fflags +genpts -i %s -c copy", flagged);
    }

}
