package dev.rushes.workers.media;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVContentLightMetadata;
import org.bytedeco.ffmpeg.avutil.AVMasteringDisplayMetadata;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * HDR metadata in words, in the notation that HEVC tools use with exact fractions:
 * {@code G(x,y)B(x,y)R(x,y)WP(x,y)L(max,min)} and {@code MaxCLL,MaxFALL}.
 */
final class HdrMetadata {

    private static final String N = "(-?\\d+/\\d+)";

    private static final Pattern MASTERING = Pattern
        .compile("G\\(%1$s,%1$s\\)B\\(%1$s,%1$s\\)R\\(%1$s,%1$s\\)WP\\(%1$s,%1$s\\)L\\(%1$s,%1$s\\)".formatted(N));

    private HdrMetadata() {
    }

    static String mastering(AVPacketSideData data) {
        return data == null ? null : mastering(new AVMasteringDisplayMetadata(data.data()));
    }

    static String mastering(AVMasteringDisplayMetadata m) {
        // display_primaries is a C array of three pairs: red, green, blue
        AVRational p = m.display_primaries();
        AVRational w = m.white_point();
        return "G(%s,%s)B(%s,%s)R(%s,%s)WP(%s,%s)L(%s,%s)".formatted(at(p, 2), at(p, 3), at(p, 4), at(p, 5), at(p, 0),
                at(p, 1), at(w, 0), at(w, 1), Av.rational(m.max_luminance()), Av.rational(m.min_luminance()));
    }

    static String contentLight(AVPacketSideData data) {
        return data == null ? null : contentLight(new AVContentLightMetadata(data.data()));
    }

    static String contentLight(AVContentLightMetadata light) {
        return light.MaxCLL() + "," + light.MaxFALL();
    }

    /** Writes words back into FFmpeg's structure. */
    static void fill(AVMasteringDisplayMetadata m, String words) {
        Matcher match = MASTERING.matcher(words);
        if (!match.matches()) {
            throw new IllegalArgumentException(words);
        }
        int[] order = { 2, 3, 4, 5, 0, 1 };
        for (int i = 0; i < 6; i++) {
            set(m.display_primaries().getPointer(order[i]), match.group(i + 1));
        }
        set(m.white_point().getPointer(0), match.group(7));
        set(m.white_point().getPointer(1), match.group(8));
        set(m.max_luminance(), match.group(9));
        set(m.min_luminance(), match.group(10));
        m.has_primaries(1);
        m.has_luminance(1);
    }

    static void fill(AVContentLightMetadata light, String words) {
        String[] parts = words.split(",");
        light.MaxCLL(Integer.parseInt(parts[0]));
        light.MaxFALL(Integer.parseInt(parts[1]));
    }

    private static void set(AVRational target, String words) {
        Rational r = Rational.parse(words);
        target.num(Math.toIntExact(r.num())).den(Math.toIntExact(r.den()));
    }

    private static String at(AVRational array, int i) {
        return Av.rational(array.getPointer(i)).toString();
    }

}
