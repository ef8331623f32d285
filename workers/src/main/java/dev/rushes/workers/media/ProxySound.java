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
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;

import java.nio.FloatBuffer;
import java.nio.file.Path;

import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A proxy's sound: the clip's first sound as stereo AAC at 48 kHz that begins with the
 * first picture, gaps filled with silence, and its outline on the way.
 */
final class ProxySound implements AutoCloseable {

    static final int RATE = 48000;

    private static final int BITS = 160_000;

    /** Samples in a frame of AAC. */
    private static final int FRAME = 1024;

    private static final String CHAIN = "aresample=%d:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo,asetnsamples=%d:p=0"
        .formatted(RATE, FRAME);

    private final SoundSource source;

    private final AVCodecContext encoder;

    private final Muxer output;

    private final AVStream stream;

    private final Peaks peaks = new Peaks(RATE / 100);

    private final AVPacket packet = av_packet_alloc();

    private long samples;

    private ProxySound(Path clip, Muxer output, Rational zero) {
        this.output = output;
        this.source = SoundSource.of(clip, zero, CHAIN, this::encode);
        this.encoder = this.source == null ? null : encoder();
        this.stream = this.source == null ? null : output.add(null);
        if (this.source != null) {
            avcodec_parameters_from_context(this.stream.codecpar(), this.encoder);
            this.stream.time_base(this.encoder.time_base());
        }
    }

    /**
     * Opens a clip's sound and adds a stream; null if there is none that can be decoded.
     * @param zero presentation time of the first picture in seconds
     */
    static ProxySound of(Path clip, Muxer output, Rational zero) {
        ProxySound sound = new ProxySound(clip, output, zero);
        if (sound.source == null) {
            sound.close();
            return null;
        }
        return sound;
    }

    private static AVCodecContext encoder() {
        AVCodec codec = avcodec_find_encoder_by_name("aac");
        AVCodecContext context = avcodec_alloc_context3(codec);
        context.sample_rate(RATE);
        context.sample_fmt(AV_SAMPLE_FMT_FLTP);
        context.bit_rate(BITS);
        context.time_base().num(1).den(RATE);
        context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        av_channel_layout_default(context.ch_layout(), 2);
        try {
            Av.check(avcodec_open2(context, codec, (AVDictionary) null), "opening the AAC encoder");
            return context;
        }
        catch (RuntimeException ex) {
            avcodec_free_context(context);
            throw ex;
        }
    }

    /** Writes all sound until a time in seconds after the first picture. */
    void carryUntil(Rational seconds) {
        long until = seconds.times(RATE).round();
        while (!this.source.ended() && this.samples < until) {
            this.source.advance();
        }
    }

    private void encode(AVFrame frame) {
        measure(frame);
        // the chain's clock begins at the first picture and has no gaps
        frame.pts(this.samples);
        this.samples += frame.nb_samples();
        Av.check(avcodec_send_frame(this.encoder, frame), "encoding the proxy's sound");
        write();
    }

    private void measure(AVFrame frame) {
        int count = frame.nb_samples();
        FloatBuffer left = new FloatPointer(frame.data(0)).capacity(count).asBuffer();
        FloatBuffer right = new FloatPointer(frame.data(1)).capacity(count).asBuffer();
        for (int i = 0; i < count; i++) {
            this.peaks.add(Math.max(Math.abs(left.get(i)), Math.abs(right.get(i))));
        }
    }

    private void write() {
        while (avcodec_receive_packet(this.encoder, this.packet) >= 0) {
            this.packet.stream_index(this.stream.index());
            av_packet_rescale_ts(this.packet, this.encoder.time_base(), this.stream.time_base());
            this.output.write(this.packet);
        }
    }

    void finish() {
        if (avcodec_send_frame(this.encoder, null) >= 0) {
            write();
        }
    }

    /** The outline of what was written. */
    Waveform waveform() {
        return this.peaks.waveform(RATE);
    }

    @Override
    public void close() {
        if (this.source != null) {
            this.source.close();
            avcodec_free_context(this.encoder);
        }
        av_packet_free(this.packet);
    }

}
