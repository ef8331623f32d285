package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * The JPEG that stands for a clip: of the pictures it is shown the one that takes most
 * bytes, which is neither black nor empty.
 */
final class Poster {

    private static final Rational ANY_CLOCK = new Rational(1, 1);

    private final int longSide;

    private final int quality;

    private byte[] best = {};

    /**
     * Nothing yet.
     * @param longSide most pixels of the longer side
     * @param quality of MJPEG's quantiser: 2 is best, 31 worst
     */
    Poster(int longSide, int quality) {
        this.longSide = longSide;
        this.quality = quality;
    }

    /** Shows a picture in BT.709, 8-bit 4:2:0, limited range. */
    void offer(AVFrame picture) {
        double shrink = Math.max(1, Math.max(picture.width(), picture.height()) / (double) this.longSide);
        int width = Math.max(2, 2 * (int) Math.round(picture.width() / shrink / 2));
        int height = Math.max(2, 2 * (int) Math.round(picture.height() / shrink / 2));
        AVFrame full = av_frame_alloc();
        // JPEG means BT.601 in full range
        try (Graph graph = new Graph(picture.width(), picture.height(), picture.format(), ANY_CLOCK, AVCOL_SPC_BT709,
                AVCOL_RANGE_MPEG,
                "zscale=w=%d:h=%d:filter=bicubic:matrixin=709:rangein=limited:matrix=170m:range=full:chromal=center:threads=1,format=yuvj420p"
                    .formatted(width, height))) {
            graph.push(picture);
            graph.push(null);
            if (graph.pull(full)) {
                byte[] jpeg = encode(full);
                this.best = jpeg.length > this.best.length ? jpeg : this.best;
            }
        }
        finally {
            av_frame_free(full);
        }
    }

    private byte[] encode(AVFrame picture) {
        AVCodec codec = avcodec_find_encoder_by_name("mjpeg");
        AVCodecContext context = avcodec_alloc_context3(codec);
        AVPacket packet = av_packet_alloc();
        try {
            context.width(picture.width());
            context.height(picture.height());
            context.pix_fmt(picture.format());
            context.color_range(AVCOL_RANGE_JPEG);
            context.time_base().num(1).den(1);
            context.flags(context.flags() | AV_CODEC_FLAG_QSCALE);
            context.global_quality(this.quality * FF_QP2LAMBDA);
            Av.check(avcodec_open2(context, codec, (AVDictionary) null), "opening the JPEG encoder");
            picture.quality(context.global_quality());
            Av.check(avcodec_send_frame(context, picture), "encoding the poster");
            Av.check(avcodec_send_frame(context, null), "encoding the poster");
            Av.check(avcodec_receive_packet(context, packet), "encoding the poster");
            byte[] jpeg = new byte[packet.size()];
            packet.data().get(jpeg);
            return jpeg;
        }
        finally {
            av_packet_free(packet);
            avcodec_free_context(context);
        }
    }

    /** The chosen one; empty if nothing was offered. */
    byte[] jpeg() {
        return this.best;
    }

}
