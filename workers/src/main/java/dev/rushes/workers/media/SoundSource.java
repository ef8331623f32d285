package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_ORDER_UNSPEC;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_describe;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_get_sample_fmt_name;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * A clip's first sound through a chain of filters, from the first picture on, gaps filled
 * with silence.
 */
final class SoundSource implements AutoCloseable {

    private final Input input;

    private final AVStream source;

    private final AVCodecContext decoder;

    private final Rational zero;

    private final String chain;

    private final Consumer<AVFrame> sink;

    private final AVPacket packet = av_packet_alloc();

    private final AVFrame decoded = av_frame_alloc();

    private final AVFrame filtered = av_frame_alloc();

    private Graph graph;

    private int rate;

    private int format;

    private int channels;

    private boolean ended;

    private SoundSource(Input input, AVStream source, AVCodecContext decoder, Rational zero, String chain,
            Consumer<AVFrame> sink) {
        this.input = input;
        this.source = source;
        this.decoder = decoder;
        this.zero = zero;
        this.chain = chain;
        this.sink = sink;
    }

    /**
     * Opens it; null if there is none that can be decoded.
     * @param zero presentation time of the first picture in seconds
     * @param chain of filters that make it what the sink wants, in FFmpeg's notation
     * @param sink is shown each frame that comes out; what it keeps it copies
     */
    static SoundSource of(Path clip, Rational zero, String chain, Consumer<AVFrame> sink) {
        SoundSource own = of(Input.open(clip), zero, chain, sink);
        List<Path> others = Source.of(clip).sound();
        return (own == null && !others.isEmpty()) ? of(Input.open(others.getFirst()), zero, chain, sink) : own;
    }

    private static SoundSource of(Input input, Rational zero, String chain, Consumer<AVFrame> sink) {
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
        return new SoundSource(input, source, decoder, zero, chain, sink);
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

    /** Whether everything was shown. */
    boolean ended() {
        return this.ended;
    }

    /** Reads a packet and shows what comes of it. */
    void advance() {
        if (av_read_frame(this.input.context(), this.packet) < 0) {
            // whatever ended it: one hears what there is
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
        this.graph = Graph.ofSound(this.rate, Av.string(av_get_sample_fmt_name(this.format)), layout, pan + this.chain);
    }

    private String layout() {
        byte[] text = new byte[256];
        int length = av_channel_layout_describe(this.decoded.ch_layout(), text, text.length);
        return new String(text, 0, Math.max(0, length - 1), StandardCharsets.UTF_8);
    }

    private void drain() {
        while (this.graph.pull(this.filtered)) {
            this.sink.accept(this.filtered);
            av_frame_unref(this.filtered);
        }
    }

    @Override
    public void close() {
        if (this.graph != null) {
            this.graph.close();
        }
        av_frame_free(this.decoded);
        av_frame_free(this.filtered);
        av_packet_free(this.packet);
        avcodec_free_context(this.decoder);
        this.input.close();
    }

}
