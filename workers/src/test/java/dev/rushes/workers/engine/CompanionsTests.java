package dev.rushes.workers.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What travels with a picture: subtitles, chapters, attachments and data. */
class CompanionsTests {

    private static final String SUBTITLES = """
            1
            00:00:00,200 --> 00:00:00,900
            Good morning

            2
            00:00:01,000 --> 00:00:01,800
            Zwei Zeilen,
            mit Umlaut: ä

            """;

    private static final String CHAPTERS = """
            ;FFMETADATA1
            title=The film
            [CHAPTER]
            TIMEBASE=1/1000
            START=0
            END=800
            title=One
            [CHAPTER]
            TIMEBASE=1/1000
            START=800
            END=1400
            title=Zwei – ä
            [CHAPTER]
            TIMEBASE=1/1000
            START=1400
            END=2000
            title=Three
            """;

    private static final String PICTURE = "-f lavfi -i testsrc2=64x48:rate=25:duration=2 ";

    @ParameterizedTest
    @CsvSource({ "mkv, subrip, mkv, subrip", "mkv, subrip, mov, mov_text", "mov, mov_text, mkv, subrip",
            "mp4, mov_text, mov, mov_text", "mkv, ass, mkv, ass", "mkv, ass, mov, mov_text",
            "mkv, webvtt, mkv, webvtt" })
    void subtitlesKeepTextTimesAndLanguage(String from, String codec, String to, String expected) {
        Path text = Clips.write(Clips.place("text.srt"), SUBTITLES.getBytes(StandardCharsets.UTF_8));
        Path clip = Clips.make("titled." + from, PICTURE + "-i %s -c:v mpeg4 -c:s %s -metadata:s:s:0 language=eng",
                text, codec);
        Path master = Work.on(clip).container(to).master();
        JsonNode stream = Ffmpeg.json(master, "-show_streams -select_streams s:0").get("streams").get(0);
        assertEquals(expected, stream.get("codec_name").asText());
        assertEquals("eng", stream.at("/tags/language").asText());
        assertEquals(subtitles(clip), subtitles(master));
        assertTrue(subtitles(master).contains("mit Umlaut: ä"), subtitles(master));
    }

    @Test
    void aRangeShiftsSubtitles() {
        Path text = Clips.write(Clips.place("text.srt"), SUBTITLES.getBytes(StandardCharsets.UTF_8));
        Path clip = Clips.make("titled.mkv", PICTURE + "-i %s -c:v mpeg4 -c:s subrip", text);
        Path master = Work.on(clip).container("mkv").range("24f..").master();
        assertTrue(subtitles(master).contains("00:00:00,040 --> 00:00:00,840\nZwei Zeilen,"), subtitles(master));
    }

    @Test
    void subtitlesThatAreLeftOutAreSaid() {
        Path text = Clips.write(Clips.place("text.srt"), SUBTITLES.getBytes(StandardCharsets.UTF_8));
        Path clip = Clips.make("titled.mkv", PICTURE + "-i %s -c:v mpeg4 -c:s subrip", text);
        Outcome outcome = Work.on(clip).codec("prores_hq").container("mxf").run();
        assertTrue(outcome.notices().stream().anyMatch((notice) -> notice.contains("cannot hold the subtitles")),
                outcome.notices().toString());
    }

    @ParameterizedTest
    @CsvSource({ "mkv, mkv", "mkv, mov", "mov, mkv", "mp4, mp4" })
    void chaptersKeepTimesAndTitles(String from, String to) {
        Path clip = chaptered(from);
        Path master = Work.on(clip).codec(to.equals("mp4") ? "h264" : "ffv1").container(to).master();
        assertEquals(List.of("0.000000-0.800000 One", "0.800000-1.400000 Zwei – ä", "1.400000-2.000000 Three"),
                chapters(master));
        assertEquals(chapters(clip), chapters(master));
    }

    @Test
    void aRangeTrimsChapters() {
        Path master = Work.on(chaptered("mkv")).container("mkv").range("10f..30f").master();
        assertEquals(List.of("0.000000-0.400000 One", "0.400000-0.800000 Zwei – ä"), chapters(master));
    }

    @Test
    void attachmentsStayInMatroska() {
        Path font = Clips.write(Clips.place("font.ttf"), Clips.random(3000, 8));
        Path clip = Clips.make("attached.mkv",
                PICTURE + "-attach %s -metadata:s:t mimetype=font/ttf -metadata:s:t filename=font.ttf -c:v mpeg4",
                font);
        Path master = Work.on(clip).container("mkv").master();
        Path found = Clips.place("found.ttf");
        // FFmpeg wants an output beside the attachment
        Ffmpeg.run("-dump_attachment:t:0 %s -i %s -frames:v 1 -f null -", found, master);
        assertEquals(SegmentsTests.hash(font), SegmentsTests.hash(found));
        Outcome other = Work.on(clip).container("mov").run();
        assertTrue(other.notices().stream().anyMatch((notice) -> notice.contains("--container mkv keeps it")),
                other.notices().toString());
    }

    @Test
    void coverPicturesAreNotTheFilm() {
        Path cover = Clips.make("cover.png", "-f lavfi -i color=red:s=32x32 -frames:v 1 -update 1");
        Path clip = Clips.make("covered.mp4",
                PICTURE + "-i %s -map 1 -map 0 -c:v:0 png -c:v:1 mpeg4 -disposition:v:0 attached_pic", cover);
        ClipInfo info = Work.WORKER.probe(clip);
        assertEquals("mpeg4", info.video().codec());
        Path master = Work.on(clip).codec("h264").container("mp4").master();
        assertEquals(50,
                Ffmpeg.json(master, "-count_packets -show_streams -select_streams V:0")
                    .get("streams")
                    .get(0)
                    .get("nb_read_packets")
                    .asInt());
    }

    @Test
    void telemetryOfACameraStays() {
        Path clip = Clips.footage("gpmf-parser/max-heromode.mp4");
        Path master = Work.on(clip).range("0f..3f").container("mov").master();
        assertEquals("15:44:35:10", Work.WORKER.probe(master).timecode());
        List<String> handlers = Ffmpeg.elements(Ffmpeg.probe(master).get("streams"))
            .map((stream) -> stream.at("/tags/handler_name").asText())
            .toList();
        assertTrue(handlers.stream().anyMatch((name) -> name.contains("GoPro MET")), handlers.toString());
    }

    private static Path chaptered(String container) {
        Path text = Clips.write(Clips.place("chapters.txt"), CHAPTERS.getBytes(StandardCharsets.UTF_8));
        return Clips.make("chaptered." + container, PICTURE + "-i %s -map 0 -map_chapters 1 -map_metadata 1 -c:v mpeg4",
                text);
    }

    private static List<String> chapters(Path file) {
        return Ffmpeg.elements(Ffmpeg.probe(file).get("chapters"))
            .map((chapter) -> "%s-%s %s".formatted(chapter.get("start_time").asText(), chapter.get("end_time").asText(),
                    chapter.at("/tags/title").asText()))
            .toList();
    }

    private static String subtitles(Path file) {
        return Ffmpeg.run("-i %s -map 0:s:0 -f srt -", file).replaceAll("<[^>]*>|\\{[^}]*\\}", "").strip();
    }

}
