package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Writes a picture as a PNG. */
final class Png {

    /** Of zlib: somebody waits, and more gains little. */
    private static final int COMPRESSION = 3;

    private Png() {
    }

    /** The file's bytes, of an rgb24 picture. */
    static byte[] of(AVFrame picture) {
        AVCodec codec = avcodec_find_encoder_by_name("png");
        AVCodecContext context = avcodec_alloc_context3(codec);
        AVPacket packet = av_packet_alloc();
        try {
            context.width(picture.width());
            context.height(picture.height());
            context.pix_fmt(picture.format());
            context.time_base().num(1).den(1);
            context.compression_level(COMPRESSION);
            Av.check(avcodec_open2(context, codec, (AVDictionary) null), "opening the PNG encoder");
            Av.check(avcodec_send_frame(context, picture), "encoding the still");
            Av.check(avcodec_send_frame(context, null), "encoding the still");
            Av.check(avcodec_receive_packet(context, packet), "encoding the still");
            byte[] png = new byte[packet.size()];
            packet.data().get(png);
            return png;
        }
        finally {
            av_packet_free(packet);
            avcodec_free_context(context);
        }
    }

}
