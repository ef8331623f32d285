package dev.rushes.workers.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Colours come back as they were, and their meaning is written beside them. */
class ColourTests {

    @ParameterizedTest
    @CsvSource({ "bt709, bt709, bt709, tv", "bt709, bt709, bt709, pc", "smpte170m, smpte170m, smpte170m, tv",
            "smpte170m, smpte170m, smpte170m, pc", "bt2020nc, bt2020, bt2020-10, tv", "bt2020nc, bt2020, bt2020-10, pc",
            "bt2020nc, bt2020, smpte2084, tv", "bt2020nc, bt2020, arib-std-b67, tv" })
    void barsComeBackWithinOneCodeValue(String matrix, String primaries, String transfer, String range) {
        for (String pixelFormat : List.of("yuv420p", "yuv422p10le", "yuv444p10le")) {
            Path clip = Clips.make("bars.mkv", "-f lavfi -i smptehdbars=size=192x108:rate=10 -frames:v 2 -vf "
                    + "scale=out_range=%s,format=%s,setparams=color_primaries=%s:color_trc=%s -color_range %s -colorspace %s -c:v ffv1",
                    range, pixelFormat, primaries, transfer, range, matrix);
            Path lossless = Work.on(clip).interlaced("keep").master();
            assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(lossless), pixelFormat);
            tags(lossless, matrix, primaries, transfer, range);
            Path master = Work.on(clip).interlaced("keep").codec("prores_4444").master();
            tags(master, matrix, primaries, transfer, "tv");
            assertTrue(apart(clip, range, master) < 0.03, pixelFormat + " " + apart(clip, range, master));
        }
    }

    @Test
    void rgbAndYuvMastersMeanTheSame() {
        Path clip = Clips.make("bars.mkv",
                "-f lavfi -i smptehdbars=size=192x108:rate=10 -frames:v 1 -vf "
                        + "scale=out_color_matrix=bt709:out_range=tv,format=yuv444p10le,"
                        + "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv -c:v ffv1");
        Path png = Clips.list(Work.on(clip).interlaced("keep").codec("png").master()).getFirst();
        Path expected = Clips.make("expected.png",
                "-i %s -vf zscale=matrixin=709:rangein=limited:matrix=gbr:range=full:"
                        + "filter=point,format=gbrp16le,format=rgb48be -update 1",
                clip);
        assertTrue(psnr(expected, png) > 90, "PSNR " + psnr(expected, png));
    }

    @ParameterizedTest
    @ValueSource(strings = { "mov", "mkv", "mp4" })
    void theContainerSaysItToo(String container) {
        Path clip = Clips.make("hdr.mkv", "-f lavfi -i testsrc2=192x108:rate=10 -frames:v 2 -vf "
                + "format=yuv420p10le,setparams=colorspace=bt2020nc:color_primaries=bt2020:color_trc=smpte2084:range=tv -c:v ffv1");
        Path master = Work.on(clip)
            .interlaced("keep")
            .codec(container.equals("mp4") ? "av1" : "prores_hq")
            .container(container)
            .master();
        tags(master, "bt2020nc", "bt2020", "smpte2084", "tv");
        if (!container.equals("mkv")) {
            assertTrue(contains(master, "colrnclx") || contains(master, "colrnclc"), "no colr atom");
        }
    }

    @Test
    void alphaIsKeptAndEnlarged() {
        Path clip = Clips.make("alpha.mov", "-f lavfi -i testsrc2=64x48:rate=10 -frames:v 2 -vf "
                + "format=yuva444p10le,geq=lum='lum(X,Y)':cb='cb(X,Y)':cr='cr(X,Y)':a='clip((X-16)*32,0,1023)' -c:v prores_ks -profile:v 4444");
        Path master = Work.on(clip).interlaced("keep").codec("auto").upscale(2).master();
        JsonNode picture = Ffmpeg.picture(master);
        assertTrue(picture.get("pix_fmt").asText().startsWith("yuva444p1"), picture.get("pix_fmt").asText());
        assertEquals(128, picture.get("width").asInt());
        byte[] alpha = Clips
            .read(Clips.make("alpha.raw", "-i %s -frames:v 1 -vf extractplanes=a,format=gray10le -f rawvideo", master));
        // a quarter transparent, half a ramp, a quarter opaque
        assertTrue(value(alpha, 2 * 16) < 8, "transparent became " + value(alpha, 2 * 16));
        assertTrue(value(alpha, 2 * 112) > 1015, "opaque became " + value(alpha, 2 * 112));
        assertEquals(512, value(alpha, 2 * 64), 40);
    }

    private static void tags(Path file, String matrix, String primaries, String transfer, String range) {
        JsonNode picture = Ffmpeg.picture(file);
        assertEquals(matrix, picture.path("color_space").asText());
        assertEquals(primaries, picture.path("color_primaries").asText());
        assertEquals(transfer, picture.path("color_transfer").asText());
        String said = picture.path("color_range").asText("tv");
        assertEquals(range, said.equals("unknown") ? "tv" : said);
    }

    /** The share of samples that differ by more than one 8-bit code value. */
    private static double apart(Path clip, String range, Path master) {
        byte[] expected = Clips.read(Clips.make("expected.raw",
                "-i %s -vf zscale=rangein=%s:range=limited:filter=bicubic," + "format=yuv444p10le -f rawvideo", clip,
                range.equals("pc") ? "full" : "limited"));
        byte[] found = Clips.read(Clips.make("found.raw", "-i %s -vf format=yuv444p10le -f rawvideo", master));
        assertEquals(expected.length, found.length);
        int off = 0;
        for (int i = 0; i < expected.length; i += 2) {
            off += Math.abs(value(expected, i) - value(found, i)) > 4 ? 1 : 0;
        }
        return off / (expected.length / 2.0);
    }

    private static int value(byte[] bytes, int at) {
        return (bytes[at] & 255) | (bytes[at + 1] & 255) << 8;
    }

    private static boolean contains(Path file, String bytes) {
        return new String(Clips.read(file), StandardCharsets.ISO_8859_1).contains(bytes);
    }

    static double psnr(Path one, Path other) {
        String text = Ffmpeg.run("-loglevel info -i %s -i %s -lavfi "
                + "[0:v]settb=1/1000,setpts=N[a];[1:v]settb=1/1000,setpts=N,scale=in_range=auto[b];[a][b]psnr=stats_file=- -f null -",
                one, other);
        double least = Double.MAX_VALUE;
        Matcher m = Pattern.compile("psnr_avg:(inf|[\\d.]+)").matcher(text);
        while (m.find()) {
            least = Math.min(least, m.group(1).equals("inf") ? 200 : Double.parseDouble(m.group(1)));
        }
        return least;
    }

}
