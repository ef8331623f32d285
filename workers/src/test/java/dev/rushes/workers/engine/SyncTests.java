package dev.rushes.workers.engine;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.workers.timeline.Rational;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A clap is heard when its picture is seen, to the sample, whatever the containers do to
 * their clocks.
 */
class SyncTests {

    private static final int RATE = 48000;

    /** One sample of full scale at second 1, exactly. */
    private static final String CLAP = "-f lavfi -i testsrc2=64x48:rate=25:duration=2 %s "
            + "-f lavfi -i aevalsrc='0.9*eq(n,48000)':s=48000:d=2 -c:v mpeg4 -c:a %s";

    @ParameterizedTest
    @CsvSource({ "pcm_s16le, mov, mov, ''", "pcm_s16le, mov, mkv, ''", "pcm_s16le, mkv, mov, ''", "aac, mp4, mov, ''",
            "aac, mp4, mkv, ''", "aac, mkv, mov, ''", "aac, mkv, mkv, ''", "mp2, ts, mov, ''", "mp2, ts, mkv, ''",
            "flac, mkv, mov, ''", "libopus, mkv, mov, ''", "aac, mp4, mxf, ''", "libopus, mkv, mkv, ''",
            "pcm_s16le, mov, mov, -itsoffset 0.5", "pcm_s16le, mov, mov, -itsoffset -0.25",
            "aac, mov, mov, -itsoffset 0.1234", "aac, mov, mp4, -itsoffset 0.5",
            "pcm_s16le, mkv, mov, -itsoffset 0.0777", "pcm_s16le, mov, mkv, -itsoffset 0.0777",
            "aac, mkv, mkv, -itsoffset 0.3", "aac, mp4, mxf, -itsoffset 0.32" })
    void soundStaysInStep(String codec, String from, String to, String offset) {
        Path clip = Clips.make("clap." + from, CLAP, offset, codec);
        Path master = Work.on(clip).interlaced("keep").codec(codecFor(to)).container(to).master();
        same(clap(clip), clap(master), from, to);
    }

    @ParameterizedTest
    @CsvSource({ "pcm_s16le, mov, mov", "aac, mp4, mov", "aac, mp4, mkv", "pcm_s16le, mkv, mkv", "mp2, ts, mov",
            "flac, mkv, mov", "aac, mp4, mxf" })
    void soundStaysInStepInARange(String codec, String from, String to) {
        Path clip = Clips.make("clap." + from, CLAP, "", codec);
        Path master = Work.on(clip).interlaced("keep").codec(codecFor(to)).container(to).range("17f..42f").master();
        assertEquals(25, Ffmpeg.pictures(master).size());
        same(clap(clip).minus(new Rational(17, 25)), clap(master), from, to);
    }

    private static String codecFor(String container) {
        return container.equals("mp4") ? "h264" : container.equals("mxf") ? "prores_hq" : "ffv1";
    }

    private static void same(Rational expected, Rational found, String from, String to) {
        // Matroska's clock ticks in milliseconds
        double most = from.equals("mkv") || to.equals("mkv") ? 1.001e-3 : 1.0 / RATE;
        double off = Math.abs(expected.minus(found).value());
        assertTrue(off <= most * 1.0001,
                "the clap came at %f s and is now at %f s".formatted(expected.value(), found.value()));
    }

    /** When the clap is heard, counted from the first picture. */
    private static Rational clap(Path file) {
        byte[] sound = Clips.read(Clips.make("clap.raw", "-i %s -map 0:a:0 -ac 1 -f s16le", file));
        int loudest = 0;
        int at = 0;
        for (int i = 0; i < sound.length / 2; i++) {
            int sample = Math.abs((sound[2 * i] & 255) | sound[2 * i + 1] << 8);
            if (sample > loudest) {
                loudest = sample;
                at = i;
            }
        }
        assertTrue(loudest > 1000, "there is no clap");
        return first(file, "a:0").plus(new Rational(at, RATE)).minus(first(file, "V:0"));
    }

    private static Rational first(Path file, String stream) {
        JsonNode all = Ffmpeg.json(file,
                "-show_entries stream=time_base:frame=best_effort_timestamp -read_intervals %+#60 " + "-select_streams "
                        + stream);
        Rational timeBase = Rational.parse(all.get("streams").get(0).get("time_base").asText());
        return timeBase.times(all.get("frames").get(0).get("best_effort_timestamp").asLong());
    }

}
