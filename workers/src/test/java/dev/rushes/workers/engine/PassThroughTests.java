package dev.rushes.workers.engine;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Without an operation every code value comes back, whatever it was and wherever it lay.
 */
class PassThroughTests {

    private static final int FRAMES = 3;

    @ParameterizedTest
    @CsvSource({ "yuv420p, 8", "yuv422p, 8", "yuv444p, 8", "yuv411p, 8", "yuv410p, 8", "yuv440p, 8", "yuv420p10le, 10",
            "yuv422p10le, 10", "yuv444p10le, 10", "yuv420p12le, 12", "yuv422p12le, 12", "yuv444p12le, 12",
            "yuv420p16le, 16", "yuv422p16le, 16", "yuv444p16le, 16", "yuva420p, 8", "yuva422p, 8", "yuva444p, 8",
            "yuva444p10le, 10", "yuva444p16le, 16", "gray, 8", "gray10le, 10", "gray12le, 12", "gray16le, 16",
            "gbrp10le, 10", "gbrp12le, 12", "gbrp16le, 16", "gbrap10le, 10", "gbrap12le, 12", "gbrap16le, 16",
            "rgb48le, 16", "rgba64le, 16", "bgr0, 8", "bgra, 8" })
    void everyPixelFormatOfFfv1ComesBackBitExact(String pixelFormat, int bits) {
        Path clip = Clips.noise(pixelFormat, bits, 62, 46, FRAMES, "");
        Path master = Work.on(clip).master();
        assertEquals(Ffmpeg.picture(clip).get("pix_fmt"), Ffmpeg.picture(master).get("pix_fmt"));
        assertEquals(FRAMES, Ffmpeg.pictures(clip).size());
        assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(master));
    }

    @ParameterizedTest
    @CsvSource({ "yuv420p, 8, bt709, tv", "yuv420p, 8, bt709, pc", "yuv420p, 8, smpte170m, pc",
            "yuv422p10le, 10, bt2020nc, tv", "yuv422p10le, 10, bt2020nc, pc", "yuv444p12le, 12, bt470bg, tv",
            "yuv420p, 8, smpte240m, tv", "yuv420p, 8, fcc, tv" })
    void everyMatrixAndRangeComesBackBitExact(String pixelFormat, int bits, String matrix, String range) {
        Path clip = Clips.noise(pixelFormat, bits, 62, 46, FRAMES,
                "-colorspace %s -color_range %s".formatted(matrix, range));
        Path master = Work.on(clip).master();
        assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(master));
        assertEquals(matrix, Ffmpeg.picture(master).get("color_space").asText());
        assertEquals(range, Ffmpeg.picture(master).get("color_range").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = { "1x1", "2x1", "1x33", "3x3", "33x17", "16x15", "853x479" })
    void oddSizesComeBackBitExact(String size) {
        for (String pixelFormat : List.of("yuv420p", "yuv422p10le", "yuv411p", "yuva420p", "gray16le", "gbrp10le")) {
            Path clip = Clips.make("odd.mkv",
                    "-f lavfi -i mandelbrot=size=64x64:rate=10 -vf scale=%s,format=%s -frames:v 2 -c:v ffv1 -level 3 %s -strict -2",
                    size.replace('x', ':'), pixelFormat, size.startsWith("853") ? "" : "-slices 1");
            assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(Work.on(clip).master()), pixelFormat);
        }
    }

    @ParameterizedTest
    @CsvSource({ "gray, 8, tv", "gray, 8, pc", "gray12le, 12, tv", "gray16le, 16, tv", "gray16le, 16, pc" })
    void greyComesBackBitExactInBothRanges(String pixelFormat, int bits, String range) {
        Path clip = Clips.noise(pixelFormat, bits, 62, 46, FRAMES, "-color_range " + range);
        assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(Work.on(clip).master()));
    }

    @ParameterizedTest
    @CsvSource({ "topleft", "left", "center", "top", "bottomleft" })
    void everySitingComesBackBitExact(String siting) {
        Path clip = Clips.noise("yuv420p", 8, 62, 46, FRAMES, "-chroma_sample_location " + siting);
        assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(Work.on(clip).master()));
    }

    @ParameterizedTest
    @CsvSource({ "png, rgb24, rgb24", "png, rgba, rgba", "png, gray, gray", "png, gray16be, gray16le",
            "png, rgb48be, rgb48le", "png, rgba64be, rgba64le", "png, pal8, rgba", "png, monob, gray",
            "tiff, rgb24, rgb24", "tiff, rgb48le, rgb48le", "tiff, gray16le, gray16le", "tiff, rgba64le, rgba64le",
            "tiff, pal8, rgba", "tiff, gray, gray" })
    void everyPixelFormatOfStillsComesBackBitExact(String codec, String pixelFormat, String common) {
        Path still = Clips.make("still." + codec,
                "-f lavfi -i testsrc2=62x46 -vf noise=alls=40:allf=t,format=%s " + "-frames:v 1 -update 1",
                pixelFormat);
        String options = "-pix_fmt " + common + " -sws_flags accurate_rnd+full_chroma_int";
        assertEquals(Ffmpeg.pictures(still, options), Ffmpeg.pictures(Work.on(still).codec(codec).master(), options));
        assertEquals(Ffmpeg.pictures(still, options), Ffmpeg.pictures(Work.on(still).codec("auto").master(), options));
    }

    @ParameterizedTest
    @CsvSource({ "gray16le, 16", "gbrp16le, 16", "rgb48le, 16", "gbrp10le, 10", "gray12le, 12" })
    void everyValueOfARampComesBack(String pixelFormat, int bits) {
        // each value once, in order: a stage that counts in fewer bits makes steps
        int values = 1 << bits;
        int components = pixelFormat.startsWith("gray") ? 1 : 3;
        byte[] ramp = new byte[values * components * 2];
        for (int i = 0; i < ramp.length / 2; i++) {
            int value = i % values;
            ramp[2 * i] = (byte) value;
            ramp[2 * i + 1] = (byte) (value >> 8);
        }
        Path raw = Clips.write(Clips.place("ramp.raw"), ramp);
        Path clip = Clips.make("ramp.mkv", "-f rawvideo -pix_fmt %s -s %dx%d -i %s -c:v ffv1 -strict -2", pixelFormat,
                256, values / 256, raw);
        Path back = Clips.make("back.raw", "-i %s -f rawvideo -pix_fmt %s", Work.on(clip).master(), pixelFormat);
        assertArrayEquals(ramp, Clips.read(back));
    }

    @ParameterizedTest
    @CsvSource({ "ya8, gray", "ya16be, gray16le" })
    void greyWithAlphaKeepsBoth(String pixelFormat, String plane) {
        Path still = Clips.make("grey.png", "-f lavfi -i testsrc2=62x46 -vf "
                + "format=rgba64le,geq=r='X*1000':g='Y*1200':b='X*Y*20':a='X*Y*23',format=%s -frames:v 1 -update 1",
                pixelFormat);
        Path master = Work.on(still).codec("png").master();
        String alpha = "-vf alphaextract,format=" + plane;
        assertEquals(Ffmpeg.pictures(still, alpha), Ffmpeg.pictures(master, alpha));
        String grey = Ffmpeg.pictures(still, "-vf extractplanes=y,format=" + plane).getFirst();
        for (String component : List.of("r", "g", "b")) {
            assertEquals(grey,
                    Ffmpeg.pictures(master, "-vf extractplanes=%s,format=%s".formatted(component, plane)).getFirst());
        }
    }

    @Test
    void blacksAndWhitesBeyondTheLegalRangeSurvive() {
        Path clip = Clips.make("super.mkv", "-f lavfi -i color=gray:64x48:d=0.2:r=10,format=yuv444p10le,"
                + "geq=lum='X*16':cb='512+(Y-24)*20':cr='512-(Y-24)*20' -c:v ffv1 -color_range tv -colorspace bt709");
        assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(Work.on(clip).master()));
        assertEquals(Ffmpeg.pictures(clip), Ffmpeg.pictures(Work.on(clip).segments(2).master()));
    }

}
