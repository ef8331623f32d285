package dev.rushes.workers.media;

import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVContentLightMetadata;
import org.bytedeco.ffmpeg.avutil.AVMasteringDisplayMetadata;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * HDR metadata in words, in the notation that HEVC tools use with exact fractions:
 * {@code G(x,y)B(x,y)R(x,y)WP(x,y)L(max,min)} and {@code MaxCLL,MaxFALL}.
 */
final class HdrMetadata {

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

    private static String at(AVRational array, int i) {
        return Av.rational(array.getPointer(i)).toString();
    }

}
