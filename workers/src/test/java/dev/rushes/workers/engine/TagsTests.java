package dev.rushes.workers.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.workers.job.ClipInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** What a file says of itself stays true of its master and is said there too. */
class TagsTests {

    private static final String PICTURE = "-f lavfi -i testsrc2=64x48:rate=%s -frames:v 10 -c:v mpeg4 ";

    @ParameterizedTest
    @CsvSource({ "25, 01:00:00:00, mov, mov", "25, 10:11:12:13, mov, mkv", "24000/1001, 23:59:59:23, mov, mov",
            "30000/1001, '01:00:00;00', mov, mov", "30000/1001, '00:09:59;29', mov, mkv",
            "30000/1001, 01:00:00:00, mov, mov", "60000/1001, '01:00:00;58', mov, mov", "25, 01:00:00:00, mov, mxf",
            "30000/1001, '01:00:00;02', mov, mxf", "25, 01:02:03:04, mxf, mov", "25, 01:02:03:04, mkv, mov" })
    void startTimecodeStays(String rate, String timecode, String from, String to) {
        Path clip = Clips.make("tc." + from,
                PICTURE.replace("mpeg4", from.equals("mxf") ? "mpeg2video" : "mpeg4") + "-timecode '%s' %s", rate,
                timecode, from.equals("mkv") ? "-metadata timecode=" + timecode : "");
        assertEquals(timecode, Work.WORKER.probe(clip).timecode());
        Path master = Work.on(clip).codec(to.equals("mxf") ? "prores_hq" : "ffv1").container(to).master();
        assertEquals(timecode, Work.WORKER.probe(master).timecode());
        if (to.equals("mov")) {
            JsonNode track = Ffmpeg.json(master, "-show_streams -select_streams d:0").get("streams").get(0);
            assertEquals("tmcd", track.get("codec_tag_string").asText());
            assertEquals(timecode, track.at("/tags/timecode").asText());
        }
    }

    @Test
    void noTimecodeIsInvented() {
        Path clip = Clips.make("plain.mov", PICTURE, 25);
        ClipInfo master = Work.WORKER.probe(Work.on(clip).container("mov").master());
        assertEquals(null, master.timecode());
        assertEquals(List.of(), master.data());
    }

    @ParameterizedTest
    @ValueSource(strings = { "mov", "mkv" })
    void reelNameStays(String container) {
        Path clip = Clips.make("reel.mov", PICTURE + "-timecode 01:00:00:00 -metadata:s:v:0 reel_name=A001C002", 25);
        assertEquals("A001C002", Work.WORKER.probe(clip).reel());
        assertEquals("A001C002", Work.WORKER.probe(Work.on(clip).container(container).master()).reel());
    }

    @ParameterizedTest
    @CsvSource({ "mov, mov", "mp4, mov", "mkv, mov", "mkv, mkv", "mov, mkv", "mp4, mp4" })
    void titleDateAndCommentStay(String from, String to) {
        Path clip = Clips.make("tagged." + from, PICTURE + "-metadata 'title=Day one – ä' -metadata 'comment=take 3' "
                + "-metadata creation_time=2024-03-05T06:07:08.000000Z -metadata artist=Somebody", 25);
        Path master = Work.on(clip).codec(to.equals("mp4") ? "h264" : "ffv1").container(to).master();
        JsonNode before = Ffmpeg.probe(clip).at("/format/tags");
        JsonNode after = Ffmpeg.probe(master).at("/format/tags");
        for (String key : List.of("title", "comment", "creation_time", "artist")) {
            assertEquals(tag(before, key), tag(after, key), key);
            assertFalse(tag(after, key).isEmpty(), key);
        }
    }

    @Test
    void camerasOwnKeysStay() {
        Path clip = Clips.make("phone.mov",
                PICTURE + "-movflags use_metadata_tags -metadata com.apple.quicktime.make=Apple "
                        + "-metadata com.apple.quicktime.location.ISO6709=+48.2-016.3/ -metadata com.example.take=17",
                25);
        Path master = Work.on(clip).container("mov").master();
        JsonNode tags = Ffmpeg.probe(master).at("/format/tags");
        assertEquals("Apple", tags.path("com.apple.quicktime.make").asText());
        assertEquals("+48.2-016.3/", tags.path("com.apple.quicktime.location.ISO6709").asText());
        assertEquals("17", tags.path("com.example.take").asText());
    }

    @ParameterizedTest
    @CsvSource({ "90, mov", "180, mov", "-90, mov", "90, mkv", "90, mp4" })
    void rotationStays(int degrees, String container) {
        Path plain = Clips.make("upright.mov", PICTURE, 25);
        Path clip = Clips.make("turned.mov", "-display_rotation %d -i %s -c copy", degrees, plain);
        double before = Work.WORKER.probe(clip).video().rotation();
        assertEquals(degrees, Math.abs(before) == 180 ? 180 : before);
        Path master = Work.on(clip).codec(container.equals("mp4") ? "h264" : "ffv1").container(container).master();
        assertEquals(before, Work.WORKER.probe(master).video().rotation());
        assertEquals(64, Work.WORKER.probe(master).video().width());
    }

    @ParameterizedTest
    @CsvSource({ "16/11, mov", "16/11, mkv", "8/9, mp4", "4/3, mov" })
    void pixelAspectStays(String aspect, String container) {
        Path clip = Clips.make("wide.mov", PICTURE + "-vf setsar=" + aspect, 25);
        Path master = Work.on(clip).codec(container.equals("mp4") ? "h264" : "ffv1").container(container).master();
        assertEquals(aspect.replace('/', ':'), Ffmpeg.picture(master).get("sample_aspect_ratio").asText());
        assertEquals(aspect, Work.WORKER.probe(master).video().sampleAspect());
    }

    private static String tag(JsonNode tags, String key) {
        return tags.has(key) ? tags.get(key).asText() : tags.path(key.toUpperCase(Locale.ROOT)).asText();
    }

}
