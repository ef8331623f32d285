package dev.rushes.workers.engine;

import java.nio.file.Path;
import java.util.List;

import dev.rushes.workers.job.Outcome;
import dev.rushes.workers.timeline.Rational;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Sound goes over bit by bit where the master can hold it, else as PCM, and stays in step
 * to the sample.
 */
class SoundTests {

    private static final String BOTH = "-f lavfi -i testsrc2=64x48:rate=25 "
            + "-f lavfi -i aevalsrc='sin(t*(2000+500*t))|0.3*cos(t*3000)':s=48000 -t 2 -c:v mpeg4 ";

    @ParameterizedTest
    @CsvSource({ "pcm_s16le, mov, mov", "pcm_s24le, mov, mov", "pcm_s16be, mov, mov", "aac, mov, mov", "aac, mp4, mkv",
            "aac, mkv, mov", "ac3, mkv, mov", "flac, mkv, mkv", "libopus, mkv, mkv", "mp2, ts, mkv",
            "pcm_f32le, mov, mov", "pcm_s24le, mkv, mkv", "pcm_s16le, avi, mov", "libmp3lame, mkv, mov", "aac, ts, mkv",
            "aac, ts, mov" })
    void packetsAreCopied(String codec, String from, String to) {
        Path clip = Clips.make("sound." + from, BOTH + "-c:a " + codec);
        Path master = Work.on(clip).container(to).master();
        if (codec.equals("aac") && from.equals("ts")) {
            // loses the headers that only transport streams need
            assertEquals(samples(clip, ""), samples(master, ""));
        }
        else {
            assertEquals(whole(clip), whole(master));
        }
    }

    @ParameterizedTest
    @CsvSource({ "flac, mkv, mov, pcm_s24le", "libopus, mkv, mov, pcm_s24le", "libopus, mkv, mxf, pcm_s24le",
            "aac, mov, mxf, pcm_s24le", "truehd, mkv, mov, pcm_s24le", "vorbis, webm, mov, pcm_s24le" })
    void whatTheMasterCannotHoldBecomesPcm(String codec, String from, String to, String expected) {
        Path clip = Clips.make("sound." + from,
                BOTH.replace("mpeg4", from.equals("webm") ? "libvpx" : "mpeg4") + "-c:a " + codec + " -strict -2");
        Outcome outcome = Work.on(clip).codec("prores_hq").container(to).run();
        String held = Ffmpeg.json(outcome.master(), "-show_streams -select_streams a:0")
            .get("streams")
            .get(0)
            .get("codec_name")
            .asText();
        if (held.startsWith("pcm")) {
            assertEquals(expected, held);
            assertTrue(outcome.notices().stream().anyMatch((notice) -> notice.contains("PCM")),
                    outcome.notices().toString());
            String depth = expected.equals("pcm_s16le") ? "s16" : "s32";
            // 24 bits of what the decoder delivers
            int bits = depth.equals("s16") ? 16 : 24;
            assertTrue(difference(clip, outcome.master()) <= Math.scalb(1.0, 1 - bits), "sound differs");
        }
        else {
            assertEquals(whole(clip), whole(outcome.master()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "mov", "mkv" })
    void aRangeCutsTheSoundWhereItCutsThePicture(String container) {
        Path clip = Clips.make("ranged.mov", BOTH + "-c:a pcm_s16le");
        Path master = Work.on(clip).container(container).range("10f..35f").master();
        // frame 10 of 25 a second is at 0.4 s: sample 19200
        List<String> expected = samples(clip, "-af atrim=start_sample=19200:end_sample=67200,asetpts=PTS-STARTPTS");
        // what a packet brings along from before is cut by an edit list, or lies before
        // the picture
        long lead = container.equals("mov") ? 0 : Math.max(0, Rational.ZERO.minus(gap(master)).times(48000).round());
        assertEquals(expected, samples(master,
                "-af atrim=start_sample=%d:end_sample=%d,asetpts=PTS-STARTPTS".formatted(lead, lead + 48000)));
    }

    @Test
    void severalTracksKeepOrderLanguageAndTitle() {
        Path clip = Clips.make("tracks.mov",
                "-f lavfi -i testsrc2=64x48:rate=25 -f lavfi -i sine=440 -f lavfi -i sine=880 -t 1 "
                        + "-map 0 -map 1 -map 2 -c:v mpeg4 -c:a:0 aac -c:a:1 pcm_s16le -metadata:s:a:0 language=ger "
                        + "-metadata:s:a:1 language=jpn -disposition:a:0 0 -disposition:a:1 default");
        for (String container : List.of("mov", "mkv")) {
            Path master = Work.on(clip).container(container).master();
            var streams = Ffmpeg.json(master, "-show_streams -select_streams a").get("streams");
            assertEquals(2, streams.size());
            assertEquals("ger", streams.get(0).at("/tags/language").asText(), container);
            assertEquals("jpn", streams.get(1).at("/tags/language").asText(), container);
            assertEquals(0, streams.get(0).at("/disposition/default").asInt(), container);
            assertEquals(1, streams.get(1).at("/disposition/default").asInt(), container);
            assertEquals(whole(clip), whole(master), container);
        }
    }

    /** Decoded samples as one hash, however they are cut into frames. */
    private static List<String> samples(Path file, String options) {
        return Ffmpeg.run("-i %s -map 0:a:0 %s -f s32le -c:a pcm_s32le -f md5 -", file, options).lines().toList();
    }

    private static double difference(Path one, Path other) {
        byte[] a = raw(one);
        byte[] b = raw(other);
        int length = Math.min(a.length, b.length) / 4 * 4;
        assertTrue(Math.abs(a.length - b.length) < 48000 / 5, a.length + " and " + b.length + " bytes of sound");
        double most = 0;
        for (int i = 0; i < length; i += 4) {
            most = Math.max(most, Math.abs(sample(a, i) - sample(b, i)));
        }
        return most;
    }

    private static double sample(byte[] bytes, int at) {
        int value = (bytes[at] & 255) | (bytes[at + 1] & 255) << 8 | (bytes[at + 2] & 255) << 16 | bytes[at + 3] << 24;
        return value / (double) (1L << 31);
    }

    private static byte[] raw(Path file) {
        return Clips.read(Clips.make("sound.raw", "-i %s -map 0:a:0 -f s32le -c:a pcm_s32le", file));
    }

    private static String whole(Path file) {
        return Ffmpeg.run("-i %s -map 0:a:0 -c copy -f data -f md5 -", file);
    }

    private static Rational gap(Path clip) {
        return Ffmpeg.seconds(clip, "a:0").getFirst().minus(Ffmpeg.seconds(clip, "v:0").getFirst());
    }

}
