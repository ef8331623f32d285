package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCHROMA_LOC_LEFT;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.util.Map;

import dev.rushes.models.Problem;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** A proxy's picture in H.264, with a keyframe each second so that seeking is quick. */
final class ProxyVideo implements AutoCloseable {

    /** Enough that what the eye judges, grain above all, is not the proxy's doing. */
    private static final double BITS_PER_PIXEL = 0.2;

    private static final double LEAST_BITS = 1e6;

    private static final double MOST_BITS = 10e6;

    private final Muxer output;

    private final AVStream stream;

    private final AVCodecContext encoder;

    private final AVPacket packet = av_packet_alloc();

    private final long frameTicks;

    private final long second;

    private long lastKey = Long.MIN_VALUE;

    /**
     * Opens the encoder and adds a stream.
     * @param timeBase of the frames' times
     * @param rate nominal
     */
    ProxyVideo(Muxer output, ProxySize size, Rational timeBase, Rational rate, int threads) {
        this.output = output;
        this.frameTicks = Math.max(1, rate.inverse().over(timeBase).round());
        this.second = Math.max(1, timeBase.inverse().round());
        this.encoder = open(size, timeBase, rate, threads);
        this.stream = output.add(null);
        avcodec_parameters_from_context(this.stream.codecpar(), this.encoder);
        this.stream.time_base(Av.rational(timeBase));
    }

    private static AVCodecContext open(ProxySize size, Rational timeBase, Rational rate, int threads) {
        AVCodec codec = avcodec_find_encoder_by_name(Codec.H264.encoder());
        if (codec == null || codec.isNull()) {
            throw Problem.unsupported("this build of FFmpeg has no encoder %s", Codec.H264.encoder());
        }
        AVCodecContext context = avcodec_alloc_context3(codec);
        context.width(size.width());
        context.height(size.height());
        context.pix_fmt(AV_PIX_FMT_YUV420P);
        context.time_base(Av.rational(timeBase));
        context.framerate(Av.rational(rate));
        context.sample_aspect_ratio(Av.rational(new Rational(1, 1)));
        context.thread_count(threads);
        context.gop_size(Math.clamp(rate.floor(), 1, 300));
        context.bit_rate((long) Math.clamp(size.width() * (double) size.height() * rate.value() * BITS_PER_PIXEL,
                LEAST_BITS, MOST_BITS));
        context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        context.colorspace(AVCOL_SPC_BT709);
        context.color_range(AVCOL_RANGE_MPEG);
        context.color_primaries(AVCOL_PRI_BT709);
        context.color_trc(AVCOL_TRC_BT709);
        context.chroma_sample_location(AVCHROMA_LOC_LEFT);
        AVDictionary options = new AVDictionary(null);
        Map.copyOf(Codec.H264.options()).forEach((key, value) -> av_dict_set(options, key, value, 0));
        try {
            Av.check(avcodec_open2(context, codec, options), "opening the proxy's encoder for %d × %d", size.width(),
                    size.height());
            return context;
        }
        catch (RuntimeException ex) {
            avcodec_free_context(context);
            throw ex;
        }
        finally {
            av_dict_free(options);
        }
    }

    /** Encodes a picture at a time in ticks, which ascend. */
    void accept(AVFrame picture, long pts) {
        boolean key = this.lastKey == Long.MIN_VALUE || pts - this.lastKey >= this.second;
        if (key) {
            this.lastKey = pts;
        }
        picture.pts(pts);
        picture.pict_type(key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
        Av.check(avcodec_send_frame(this.encoder, picture), "encoding the proxy");
        drain();
    }

    void finish() {
        Av.check(avcodec_send_frame(this.encoder, null), "encoding the proxy");
        drain();
    }

    private void drain() {
        while (true) {
            int result = avcodec_receive_packet(this.encoder, this.packet);
            if (result == Av.EAGAIN || result == AVERROR_EOF()) {
                return;
            }
            Av.check(result, "encoding the proxy");
            this.packet.dts(this.packet.pts());
            this.packet.duration(this.frameTicks);
            this.packet.stream_index(this.stream.index());
            av_packet_rescale_ts(this.packet, this.encoder.time_base(), this.stream.time_base());
            this.output.write(this.packet);
        }
    }

    @Override
    public void close() {
        avcodec_free_context(this.encoder);
        av_packet_free(this.packet);
    }

}
