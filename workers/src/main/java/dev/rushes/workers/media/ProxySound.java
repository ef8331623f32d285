package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_ORDER_UNSPEC;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_describe;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_get_sample_fmt_name;

import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

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

    private final Input input;

    private final AVStream source;

    private final AVCodecContext decoder;

    private final AVCodecContext encoder = encoder();

    private final Muxer output;

    private final AVStream stream;

    private final Rational zero;

    private final Peaks peaks = new Peaks(RATE / 100);

    private final AVPacket packet = av_packet_alloc();

    private final AVFrame decoded = av_frame_alloc();

    private final AVFrame shown = av_frame_alloc();

    private Graph graph;

    private int rate;

    private int format;

    private int channels;

    private long samples;

    private boolean ended;

    private ProxySound(Input input, AVStream source, AVCodecContext decoder, Muxer output, Rational zero) {
        this.input = input;
        this.source = source;
        this.decoder = decoder;
        this.output = output;
        this.zero = zero;
        this.stream = output.add(null);
        avcodec_parameters_from_context(this.stream.codecpar(), this.encoder);
        this.stream.time_base(this.encoder.time_base());
    }

    /**
     * Opens a clip's sound and adds a stream; null if there is none that can be decoded.
     * @param zero presentation time of the first picture in seconds
     */
    static ProxySound of(Path clip, Muxer output, Rational zero) {
        Input input = Input.open(clip);
        ProxySound own = of(input, output, zero);
        List<Path> others = Source.of(clip).sound();
        return (own == null && !others.isEmpty()) ? of(others.getFirst(), output, zero) : own;
    }

    private static ProxySound of(Input input, Muxer output, Rational zero) {
        AVStream source = null;
        AVCodecContext decoder = null;
        for (int i = 0; i < input.context().nb_streams(); i++) {
            AVStream stream = input.context().streams(i);
            if (decoder == null && stream.codecpar().codec_type() == AVMEDIA_TYPE_AUDIO) {
                decoder = decoder(stream);
                source = stream;
            }
            if (decoder == null || stream.index() != source.index()) {
                stream.discard(AVDISCARD_ALL);
            }
        }
        if (decoder == null) {
            input.close();
            return null;
        }
        return new ProxySound(input, source, decoder, output, zero);
    }

    private static AVCodecContext decoder(AVStream stream) {
        AVCodec codec = avcodec_find_decoder(stream.codecpar().codec_id());
        if (codec == null || codec.isNull()) {
            return null;
        }
        AVCodecContext context = avcodec_alloc_context3(codec);
        avcodec_parameters_to_context(context, stream.codecpar());
        context.pkt_timebase(stream.time_base());
        if (avcodec_open2(context, codec, (AVDictionary) null) < 0) {
            avcodec_free_context(context);
            return null;
        }
        return context;
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
        while (!this.ended && this.samples < until) {
            carryOne();
        }
    }

    private void carryOne() {
        if (av_read_frame(this.input.context(), this.packet) < 0) {
            // whatever ended it: a proxy shows what there is
            avcodec_send_packet(this.decoder, null);
            receive();
            if (this.graph != null) {
                this.graph.push(null);
                drain();
            }
            this.ended = true;
            return;
        }
        try {
            // a damaged packet of sound costs itself alone
            if (this.packet.stream_index() == this.source.index()
                    && avcodec_send_packet(this.decoder, this.packet) >= 0) {
                receive();
            }
        }
        finally {
            av_packet_unref(this.packet);
        }
    }

    private void receive() {
        while (avcodec_receive_frame(this.decoder, this.decoded) >= 0) {
            if (this.graph == null) {
                open();
            }
            if (this.decoded.sample_rate() == this.rate && this.decoded.format() == this.format
                    && this.decoded.ch_layout().nb_channels() == this.channels) {
                if (this.decoded.best_effort_timestamp() != Av.NOPTS) {
                    Rational at = Av.rational(this.source.time_base()).times(this.decoded.best_effort_timestamp());
                    this.decoded.pts(at.minus(this.zero).times(this.rate).round());
                }
                this.graph.push(this.decoded);
                drain();
            }
            av_frame_unref(this.decoded);
        }
    }

    private void open() {
        this.rate = this.decoded.sample_rate();
        this.format = this.decoded.format();
        this.channels = this.decoded.ch_layout().nb_channels();
        boolean unknown = this.decoded.ch_layout().order() == AV_CHANNEL_ORDER_UNSPEC;
        String layout = this.channels == 1 ? "mono" : this.channels == 2 ? "stereo" : this.channels + "C";
        String pan = "";
        if (!unknown && this.channels > 2) {
            layout = layout();
        }
        else if (this.channels > 2) {
            // nobody knows what the channels are: the first two, as they are
            pan = "pan=stereo|c0=c0|c1=c1,";
        }
        this.graph = Graph.ofSound(this.rate, Av.string(av_get_sample_fmt_name(this.format)), layout, pan
                + "aresample=%d:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo,asetnsamples=%d:p=0"
                    .formatted(RATE, FRAME));
    }

    private String layout() {
        byte[] text = new byte[256];
        int length = av_channel_layout_describe(this.decoded.ch_layout(), text, text.length);
        return new String(text, 0, Math.max(0, length - 1), StandardCharsets.UTF_8);
    }

    private void drain() {
        while (this.graph.pull(this.shown)) {
            measure();
            // the chain's clock begins at the first picture and has no gaps
            this.shown.pts(this.samples);
            this.samples += this.shown.nb_samples();
            Av.check(avcodec_send_frame(this.encoder, this.shown), "encoding the proxy's sound");
            av_frame_unref(this.shown);
            write();
        }
    }

    private void measure() {
        int count = this.shown.nb_samples();
        FloatBuffer left = new FloatPointer(this.shown.data(0)).capacity(count).asBuffer();
        FloatBuffer right = new FloatPointer(this.shown.data(1)).capacity(count).asBuffer();
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
        if (this.graph != null) {
            this.graph.close();
        }
        av_frame_free(this.decoded);
        av_frame_free(this.shown);
        av_packet_free(this.packet);
        avcodec_free_context(this.decoder);
        avcodec_free_context(this.encoder);
        this.input.close();
    }

}
