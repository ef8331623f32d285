package dev.rushes.workers.engine;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Sound as careless writers leave it: no job fails over it. */
class OddSoundTests {

    private static final String PART = "-f lavfi -i testsrc2=256x144:rate=25 -f lavfi -i sine=%s:sample_rate=48000 -t 2"
            + " -c:v mpeg2video -c:a %s -ac %d";

    /** Broadcasts and split files are joined so; the time stamps begin anew. */
    private static Path joined(Path one, Path other) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(Clips.read(one));
        both.writeBytes(Clips.read(other));
        return Clips.write(Clips.place("joined.ts"), both.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = { "mov", "mp4", "mkv" })
    void ofRecordingsThatWereJoinedItGoesOn(String container) {
        Path clip = joined(Clips.make("one.ts", PART, 440, "mp2", 2), Clips.make("other.ts", PART, 660, "mp2", 2));
        Path master = Work.on(clip).codec(container.equals("mp4") ? "h264" : "auto").container(container).master();
        assertEquals(packets(clip), packets(master));
        assertEquals(100, Ffmpeg.pictures(master).size());
        double end = Ffmpeg.seconds(master, "a:0").getLast().times(1000).round() / 1000.0;
        assertTrue(end > 3.9 && end < 4.1, "the last sound is at " + end);
    }

    @Test
    void whatGoesOverFromStereoToSurroundStaysWhatItWas() {
        Path clip = joined(Clips.make("stereo.ts", PART, 440, "ac3", 2),
                Clips.make("surround.ts", PART, 660, "ac3", 6));
        Path master = Work.on(clip).codec("dnxhr_hqx").container("mxf").master();
        long bytes = Ffmpeg.json(master, "-show_packets -select_streams a:0")
            .get("packets")
            .findValuesAsText("size")
            .stream()
            .mapToLong(Long::parseLong)
            .sum();
        // as long as the pictures, in two channels of 24 bits
        assertEquals(4 * 48000 * 2 * 3, bytes);
    }

    @ParameterizedTest
    @CsvSource({ "pcm_s16le", "pcm_s24le", "pcm_f32le" })
    void channelsThatNobodyNamedFitIntoMp4(String codec) {
        Path clip = Clips.make("unnamed.mkv",
                "-f lavfi -i testsrc2=64x48:rate=25 -f lavfi -i sine -t 1 -c:v mpeg4 -c:a " + codec);
        assertEquals(packets(clip), packets(Work.on(clip).codec("h264").container("mp4").master()));
    }

    @Test
    void ofSoundThatCannotBeDecodedThePictureIsLeft() {
        Path clip = Clips.make("silent.mov",
                "-f lavfi -i testsrc2=64x48:rate=25 -f lavfi -i sine=sample_rate=48000 -t 1 -c:v mpeg4 -c:a dfpwm");
        assertEquals(25, Ffmpeg.pictures(Work.on(clip).master()).size());
    }

    @Test
    void whatAPhoneHasPackedBecomesPcm() {
        Path clip = Clips.footage("metadata-extractor-images/sample.3gp");
        Path master = Work.on(clip).master();
        assertEquals("pcm_s24le", codec(master));
    }

    private static String codec(Path file) {
        return Ffmpeg.json(file, "-show_streams -select_streams a:0").get("streams").get(0).get("codec_name").asText();
    }

    private static String packets(Path file) {
        return Ffmpeg.run("-i %s -map 0:a:0 -c copy -f streamhash -hash md5 -", file);
    }

}
