package dev.rushes.workers.previews;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rushes.models.Problem;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.engine.Clips;
import dev.rushes.workers.engine.Ffmpeg;
import dev.rushes.workers.timeline.Rational;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A proxy has the clip's frames, times and colours; FFmpeg's own program is the witness.
 */
class PreviewsTests {

    private static final String CHART = "-f lavfi -i testsrc2=%dx%d:rate=%s ";

    @ParameterizedTest
    @CsvSource(delimiter = ';',
            value = { "mov; 640x360; 24000/1001; -c:v prores_ks -pix_fmt yuv422p10le",
                    "mkv; 1920x1080; 25; -c:v ffv1 -pix_fmt yuv420p -colorspace bt709 -color_range tv",
                    "mp4; 320x240; 60000/1001; -c:v libopenh264 -b:v 4M",
                    "mkv; 641x359; 30; -c:v ffv1 -pix_fmt yuv420p", "mov; 320x180; 25; -c:v png -pix_fmt rgba",
                    "mkv; 320x180; 25; -c:v ffv1 -pix_fmt gray16le", "ts; 320x240; 25; -c:v mpeg2video -b:v 4M -bf 2" })
    void everyFrameAtItsTimeInItsColours(String container, String size, String rate, String codec) {
        String[] sides = size.split("x");
        Path clip = Clips.make("clip." + container, CHART + "-frames:v 50 %s", Integer.parseInt(sides[0]),
                Integer.parseInt(sides[1]), rate, codec);
        Path proxy = proxy(clip);
        List<Rational> times = Ffmpeg.seconds(proxy, "v");
        Rational frame = Rational.parse(rate).inverse();
        assertEquals(LongStream.range(0, 50).mapToObj(frame::times).toList(), times);
        assertTrue(psnr(clip, proxy) > 30, "PSNR " + psnr(clip, proxy));
    }

    @Test
    void aVariableRateStaysSo() {
        Path clip = Clips.make("vfr.mkv",
                CHART + "-vf setpts='PTS+mod(N\\,3)*0.3/25/TB' -fps_mode vfr -frames:v 40 -c:v ffv1", 320, 180, "25");
        List<Rational> source = Ffmpeg.seconds(clip, "v");
        List<Rational> proxy = Ffmpeg.seconds(proxy(clip), "v");
        assertEquals(source.size(), proxy.size());
        for (int i = 0; i < source.size(); i++) {
            assertEquals(source.get(i).minus(source.getFirst()).value(), proxy.get(i).value(), 0.0006, "frame " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "90", "180", "270" })
    void rotationIsApplied(String degrees) {
        Path flat = Clips.make("flat.mp4", CHART + "-frames:v 10 -c:v libopenh264 -b:v 4M", 640, 360, "25");
        Path clip = Clips.make("turned.mp4", "-display_rotation %s -i %s -c copy", degrees, flat);
        JsonNode picture = Ffmpeg.picture(proxy(clip));
        boolean stands = !degrees.equals("180");
        assertEquals(stands ? 360 : 640, picture.get("width").asInt());
        assertTrue(psnr(clip, proxy(clip)) > 30, "PSNR " + psnr(clip, proxy(clip)));
    }

    @Test
    void pixelsBecomeSquareAndColoursAreTagged() {
        Path clip = Clips.make("dv.mov", CHART + "-frames:v 10 -vf setsar=64/45 -c:v mpeg4 -q:v 2", 720, 576, "25");
        JsonNode picture = Ffmpeg.picture(proxy(clip));
        assertEquals(1024, picture.get("width").asInt());
        assertEquals(576, picture.get("height").asInt());
        assertEquals("yuv420p", picture.get("pix_fmt").asText());
        for (String tag : List.of("color_space", "color_transfer", "color_primaries")) {
            assertEquals("bt709", picture.get(tag).asText(), tag);
        }
        assertEquals("tv", picture.get("color_range").asText());
    }

    @Test
    void highDynamicRangeIsToneMapped() throws IOException {
        Path clip = Clips.make("hdr.mkv",
                "-f lavfi -i gradients=640x360:c0=black:c1=white:x0=0:y0=0:x1=639:y1=0:speed=0.00001:rate=25 -frames:v 3"
                        + " -vf format=yuv420p10le,setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=tv -c:v ffv1");
        byte[] row = raw(proxy(clip), "-vf crop=640:2:0:180,format=gray -frames:v 1");
        for (int x = 16; x < 600; x++) {
            assertTrue((row[x + 16] & 255) >= (row[x] & 255) - 6, "darker to the right of " + x);
        }
        assertTrue((row[600] & 255) > 200 && (row[320] & 255) > 90, "too dark");
    }

    @Test
    void linearLightIsBroughtToTheScreen() throws IOException {
        // zimg reckons with the screen that shows it, whose gamma is 2.4 (BT.1886)
        Path clip = Clips.make("grey.exr", "-f lavfi -i color=white:s=64x64 -frames:v 1"
                + " -vf format=gbrpf32le,colorchannelmixer=rr=0.18:gg=0.18:bb=0.18 -c:v exr");
        Path folder = Clips.place("previews");
        Previews.make(clip, folder, Monitor.NONE);
        byte[] grey = raw(folder.resolve("poster.jpg"), "-vf format=gray -frames:v 1");
        assertEquals(Math.pow(0.18, 1 / 2.4) * 255, grey[2080] & 255, 3);
    }

    @Test
    void soundIsThereAndInStep() throws IOException {
        // a beep of 0.2 s after one second, on a sound that begins later than the picture
        Path clip = Clips.make("beep.mov", CHART
                + "-itsoffset 0.5 -f lavfi -i aevalsrc='0.5*sin(t*6000)*between(t\\,0.5\\,0.7)|0:s=44100' -t 2 -c:v mpeg4 -c:a pcm_s16le",
                320, 180, "25");
        Path folder = Clips.place("previews");
        Previews made = Previews.make(clip, folder, Monitor.NONE);
        assertEquals(List.of("proxy", "poster", "waveform"), made.files().stream().map(Preview::kind).toList());
        JsonNode waveform = new ObjectMapper().readTree(folder.resolve("waveform.json").toFile());
        double step = waveform.get("samples_per_peak").asDouble() / waveform.get("sample_rate").asDouble();
        int first = 0;
        while (waveform.get("peaks").get(first).asInt() < 100) {
            first++;
        }
        assertEquals(1.0, first * step, 0.011);
        assertEquals(128, waveform.get("peaks").get(first + 5).asInt(), 6);
        byte[] heard = raw(folder.resolve("proxy.mp4"), "-map 0:a -ac 2 -ar 48000 -f s16le");
        int sample = 0;
        while (Math.abs(heard[sample * 4 + 1]) < 20) {
            sample++;
        }
        assertEquals(48000, sample, 500);
        assertEquals(2.0, heard.length / 4.0 / 48000, 0.05);
    }

    @Test
    void sixChannelsAndMonoBecomeStereo() {
        for (String channels : List.of("1", "0.1|0.2|0.3|0|0.1|0.1")) {
            String sound = channels.equals("1") ? "0.5*sin(t*3000)" : channels;
            Path clip = Clips.make("sound.mov",
                    CHART + "-f lavfi -i aevalsrc='%s:s=48000' -t 1 -c:v mpeg4 -c:a pcm_s24le", 160, 120, "25", sound);
            JsonNode audio = Ffmpeg.probe(proxy(clip)).get("streams").get(1);
            assertEquals("aac", audio.get("codec_name").asText());
            assertEquals(2, audio.get("channels").asInt());
        }
    }

    @Test
    void keyframesComeEverySecondAndTheIndexComesFirst() throws IOException {
        Path clip = Clips.make("long.mkv", CHART + "-frames:v 110 -c:v mpeg4", 160, 120, "25");
        Path proxy = proxy(clip);
        int sinceKey = 0;
        for (JsonNode packet : Ffmpeg.flags(proxy)) {
            sinceKey = packet.get("flags").asText().startsWith("K") ? 0 : sinceKey + 1;
            assertTrue(sinceKey < 25, "no keyframe for a second");
        }
        byte[] bytes = Files.readAllBytes(proxy);
        String head = new String(bytes, StandardCharsets.ISO_8859_1);
        assertTrue(head.indexOf("moov") < head.indexOf("mdat"), "the index is at the end");
    }

    @Test
    void aStillHasAPosterAlone() throws IOException {
        Path clip = Clips.make("still.png", CHART + "-frames:v 1", 800, 600, "25");
        Path folder = Clips.place("previews");
        Previews made = Previews.make(clip, folder, Monitor.NONE);
        assertEquals(List.of("poster"), made.files().stream().map(Preview::kind).toList());
        assertTrue(psnr(clip, folder.resolve("poster.jpg"), "scale=800:600,format=yuvj444p") > 30);
    }

    @Test
    void aSequenceIsShownFromItsFolder() {
        Path folder = Clips.place("x").getParent();
        Ffmpeg.run(CHART + "-frames:v 12 %s/shot.%%07d.png", 320, 180, "25", folder);
        Path proxy = proxy(folder);
        assertEquals(12, Ffmpeg.times(proxy, "v").size());
    }

    @Test
    void aSecondRunEndsAtOnceAndACancelledOneLeavesNothing() throws IOException {
        Path clip = Clips.make("twice.mkv", CHART + "-frames:v 30 -c:v mpeg4", 160, 120, "25");
        Path folder = Clips.place("previews");
        Monitor stopped = new Monitor() {
            private int looked;

            @Override
            public boolean cancelled() {
                return ++this.looked > 40;
            }
        };
        Problem problem = assertThrows(Problem.class, () -> Previews.make(clip, folder, stopped));
        assertEquals(Problem.Kind.CANCELLED, problem.kind());
        try (var left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
        Previews first = Previews.make(clip, folder, Monitor.NONE);
        var written = Files.getLastModifiedTime(folder.resolve("proxy.mp4"));
        Previews second = Previews.make(clip, folder, new Monitor() {
            @Override
            public void phase(String what) {
                throw new AssertionError("made again");
            }
        });
        assertEquals(first, second);
        assertEquals(written, Files.getLastModifiedTime(folder.resolve("proxy.mp4")));
        assertFalse(first.files().isEmpty());
    }

    @Test
    void aRivalThatIsCancelledTakesNothingAlong() throws IOException {
        Path clip = Clips.make("rival.mkv", CHART + "-frames:v 30 -c:v mpeg4", 160, 120, "25");
        Path folder = Clips.place("previews");
        Previews made = Previews.make(clip, folder, atItsFirstFrame(() -> {
            Problem problem = assertThrows(Problem.class,
                    () -> Previews.make(clip, folder, new CancelledAtItsFirstFrame()));
            assertEquals(Problem.Kind.CANCELLED, problem.kind());
        }));
        assertWhole(made, folder);
    }

    @Test
    void aZombieHarmsNothingThatItsHeirHasMade() throws IOException {
        Path clip = Clips.make("zombie.mkv", CHART + "-frames:v 30 -c:v mpeg4", 160, 120, "25");
        Path folder = Clips.place("previews");
        List<Previews> heir = new ArrayList<>();
        Previews zombie = Previews.make(clip, folder,
                atItsFirstFrame(() -> heir.add(Previews.make(clip, folder, Monitor.NONE))));
        assertEquals(heir.getFirst(), zombie);
        assertWhole(heir.getFirst(), folder);
    }

    private static final class CancelledAtItsFirstFrame implements Monitor {

        private boolean begun;

        @Override
        public void frames(long more) {
            this.begun = true;
        }

        @Override
        public boolean cancelled() {
            return this.begun;
        }

    }

    private static Monitor atItsFirstFrame(Runnable rival) {
        AtomicBoolean there = new AtomicBoolean();
        return new Monitor() {
            @Override
            public void frames(long more) {
                if (there.compareAndSet(false, true)) {
                    rival.run();
                }
            }
        };
    }

    /** Every file is as listed, and there are no others. */
    private static void assertWhole(Previews made, Path folder) throws IOException {
        assertFalse(made.files().isEmpty());
        for (Preview file : made.files()) {
            assertEquals(file.sha256(), Disk.sha256(folder.resolve(file.name()), Monitor.NONE), file.name());
        }
        try (var there = Files.list(folder)) {
            assertEquals(made.files().size() + 1, there.count());
        }
    }

    private static Path proxy(Path clip) {
        Path folder = Clips.place("previews");
        Previews.make(clip, folder, Monitor.NONE);
        return folder.resolve("proxy.mp4");
    }

    private static double psnr(Path clip, Path proxy) {
        JsonNode picture = Ffmpeg.picture(proxy);
        return psnr(clip, proxy, "scale=%d:%d:out_color_matrix=bt709:out_range=tv,setsar=1,format=yuv420p"
            .formatted(picture.get("width").asInt(), picture.get("height").asInt()));
    }

    /** The worst picture's, in dB, all planes together. */
    private static double psnr(Path clip, Path proxy, String chain) {
        Path stats = Clips.place("psnr.log");
        Ffmpeg.run(
                "-i %s -i %s -lavfi '[0:v]%s,settb=1/1000,setpts=N[a];[1:v]format=%s,settb=1/1000,setpts=N[b];[a][b]psnr=stats_file=%s' -f null -",
                clip, proxy, chain, chain.substring(chain.lastIndexOf('=') + 1), stats);
        try {
            double worst = Double.POSITIVE_INFINITY;
            Matcher each = Pattern.compile("psnr_avg:([\\d.]+)").matcher(Files.readString(stats));
            while (each.find()) {
                worst = Math.min(worst, Double.parseDouble(each.group(1)));
            }
            return worst;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static byte[] raw(Path file, String options) throws IOException {
        Path raw = Clips.place("raw");
        Ffmpeg.run("-i %s %s %s %s", file, options, options.contains("-f ") ? "" : "-f rawvideo", raw);
        return Files.readAllBytes(raw);
    }

}
