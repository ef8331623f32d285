package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;

import java.util.Map;

import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Encoding;
import org.bytedeco.ffmpeg.avcodec.AVCodec;

/** H.264 as cameras and platforms make it, of a quality of one's choice. */
public final class ConstantQuality {

    private ConstantQuality() {
    }

    /**
     * By x264 where this build of FFmpeg has it, else by OpenH264 with that quantiser for
     * all frames, which loses somewhat more.
     * @param width, height even numbers of pixels
     * @param crf 1 (nearly all is kept) to 51
     */
    public static Encoding h264(int width, int height, int crf) {
        Av.load();
        AVCodec x264 = avcodec_find_encoder_by_name("libx264");
        boolean best = x264 != null && !x264.isNull();
        String quality = String.valueOf(crf);
        // pieces have no frames out of order
        Map<String, String> options = best ? Map.of("preset", "medium", "crf", quality, "bf", "0") : Map.of("profile",
                "high", "rc_mode", "quality", "qmin", quality, "qmax", quality, "allow_skip_frames", "0");
        return new Encoding("h264", best ? "libx264" : "libopenh264", options, "nut", "yuv420p", width, height, "1/25",
                "25/1", "cfr", "progressive", new ClipInfo.Colour("bt709", "tv", "bt709", "bt709", "left"));
    }

}
