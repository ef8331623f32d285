package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S16LE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S24LE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16P;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8P;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_ORDER_UNSPEC;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_samples_set_silence;
import static org.bytedeco.ffmpeg.global.avutil.av_get_bytes_per_sample;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INPUT_CHANGED;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc;
import static org.bytedeco.ffmpeg.global.swresample.swr_close;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert_frame;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_delay;
import static org.bytedeco.ffmpeg.global.swresample.swr_is_initialized;

import java.util.List;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;

/** Sound that the master's container cannot hold as it is becomes PCM. */
final class PcmPassenger implements Passenger {

    private static final int MXF_RATE = 48000;

    private final AVStream source;

    private final AVStream target;

    private final Muxer master;

    private final AVCodecContext decoder;

    private final AVCodecContext encoder;

    private final SwrContext converter = swr_alloc();

    private final AVFrame decoded = av_frame_alloc();

    private final AVFrame converted = av_frame_alloc();

    private final AVPacket packet = av_packet_alloc();

    private final boolean timeless;

    private long nextPts = Long.MIN_VALUE;

    private long written;

    private boolean begun;

    private PcmPassenger(AVStream source, AVCodecContext decoder, AVCodecContext encoder, Muxer master,
            boolean timeless) {
        this.timeless = timeless;
        this.source = source;
        this.decoder = decoder;
        this.encoder = encoder;
        this.master = master;
        this.target = master.add(null);
        avcodec_parameters_from_context(this.target.codecpar(), encoder);
        this.target.time_base(encoder.time_base());
        this.target.disposition(source.disposition());
        Metadata.copy(source, this.target, master);
    }

    /** Whether MXF takes the sound as it is. */
    static boolean fitsMxf(AVStream stream) {
        int id = stream.codecpar().codec_id();
        return (id == AV_CODEC_ID_PCM_S16LE || id == AV_CODEC_ID_PCM_S24LE)
                && stream.codecpar().sample_rate() == MXF_RATE;
    }

    /** Opens decoder and encoder; null with a notice if this sound cannot be decoded. */
    static PcmPassenger of(AVStream source, String container, Muxer master, List<String> notices) {
        String name = Av.string(avcodec_get_name(source.codecpar().codec_id()));
        AVCodec codec = avcodec_find_decoder(source.codecpar().codec_id());
        AVCodecContext decoder = codec == null || codec.isNull() ? null : avcodec_alloc_context3(codec);
        if (decoder != null) {
            avcodec_parameters_to_context(decoder, source.codecpar());
            decoder.pkt_timebase(source.time_base());
        }
        if (decoder == null || avcodec_open2(decoder, codec, (AVDictionary) null) < 0
                || decoder.sample_fmt() == AV_SAMPLE_FMT_NONE || decoder.ch_layout().nb_channels() <= 0
                || decoder.sample_rate() <= 0) {
            if (decoder != null) {
                avcodec_free_context(decoder);
            }
            notices.add("the sound of stream %d (%s) does not fit into %s and cannot be decoded: it is left out"
                .formatted(source.index(), name, Masters.called(container)));
            return null;
        }
        boolean small = List.of(AV_SAMPLE_FMT_U8, AV_SAMPLE_FMT_U8P, AV_SAMPLE_FMT_S16, AV_SAMPLE_FMT_S16P)
            .contains(decoder.sample_fmt());
        AVCodec pcm = avcodec_find_encoder(small ? AV_CODEC_ID_PCM_S16LE : AV_CODEC_ID_PCM_S24LE);
        AVCodecContext encoder = avcodec_alloc_context3(pcm);
        int rate = container.equals("mxf") ? MXF_RATE : decoder.sample_rate();
        encoder.sample_fmt(small ? AV_SAMPLE_FMT_S16 : AV_SAMPLE_FMT_S32);
        encoder.sample_rate(rate);
        av_channel_layout_copy(encoder.ch_layout(), decoder.ch_layout());
        name(encoder.ch_layout());
        encoder.time_base().num(1).den(rate);
        encoder.bits_per_raw_sample(small ? 16 : 24);
        try {
            Av.check(avcodec_open2(encoder, pcm, (AVDictionary) null), "opening the PCM encoder");
        }
        catch (RuntimeException ex) {
            avcodec_free_context(encoder);
            avcodec_free_context(decoder);
            throw ex;
        }
        if (!container.equals("mxf") || !fitsMxf(source)) {
            notices.add("%s cannot hold the sound of stream %d (%s) as it is: it is written as %d-bit PCM%s".formatted(
                    Masters.called(container), source.index(), name, small ? 16 : 24,
                    rate == decoder.sample_rate() ? "" : " at " + rate + " Hz"));
        }
        return new PcmPassenger(source, decoder, encoder, master, container.equals("mxf"));
    }

    @Override
    public void begin() {
        // the clock is the sample rate whatever the muxer chose
    }

    @Override
    public void carry(AVPacket in) {
        // a damaged packet of sound costs itself alone
        if (avcodec_send_packet(this.decoder, in) >= 0) {
            receive();
        }
    }

    private void receive() {
        while (avcodec_receive_frame(this.decoder, this.decoded) >= 0) {
            long pts = this.decoded.pts() == Av.NOPTS ? Long.MIN_VALUE
                    : av_rescale_q(this.decoded.pts(), this.source.time_base(), this.encoder.time_base());
            // small rounding of coarse clocks is no gap
            if (this.nextPts == Long.MIN_VALUE
                    || pts != Long.MIN_VALUE && Math.abs(pts - this.nextPts) > this.encoder.sample_rate() / 20) {
                this.nextPts = pts == Long.MIN_VALUE ? 0 : pts;
            }
            name(this.decoded.ch_layout());
            convert(this.decoded);
            av_frame_unref(this.decoded);
        }
    }

    /**
     * Channels that nobody has named, as in much MXF, get their usual names: the
     * converter would name them itself and then take the next frame for another sound.
     */
    static void name(AVChannelLayout layout) {
        if (layout.order() == AV_CHANNEL_ORDER_UNSPEC) {
            av_channel_layout_default(layout, layout.nb_channels());
        }
    }

    private void convert(AVFrame in) {
        this.converted.format(this.encoder.sample_fmt());
        this.converted.sample_rate(this.encoder.sample_rate());
        av_channel_layout_copy(this.converted.ch_layout(), this.encoder.ch_layout());
        int result = swr_convert_frame(this.converter, this.converted, in);
        if (result == AVERROR_INPUT_CHANGED) {
            // broadcasts go over from stereo to 5.1 and back; the master stays as it
            // began
            swr_close(this.converter);
            result = swr_convert_frame(this.converter, this.converted, in);
        }
        Av.check(result, "converting sound");
        long start = this.nextPts;
        this.nextPts += this.converted.nb_samples();
        if (this.timeless) {
            fill(start);
        }
        if (this.timeless || this.begun) {
            start = cut(start);
        }
        encode(this.converted, start);
        av_frame_unref(this.converted);
    }

    /** Silence until a time: a container without time stamps would draw sound forward. */
    private void fill(long until) {
        while (this.converted.nb_samples() > 0 && this.written < until) {
            AVFrame silence = av_frame_alloc();
            silence.format(this.encoder.sample_fmt());
            silence.sample_rate(this.encoder.sample_rate());
            av_channel_layout_copy(silence.ch_layout(), this.encoder.ch_layout());
            silence.nb_samples((int) Math.min(until - this.written, this.encoder.sample_rate()));
            try {
                Av.check(av_frame_get_buffer(silence, 0), "making silence");
                av_samples_set_silence(silence.data(), 0, silence.nb_samples(), silence.ch_layout().nb_channels(),
                        silence.format());
                encode(silence, this.written);
            }
            finally {
                av_frame_free(silence);
            }
        }
    }

    /** Cuts off what lies before the end of what is written, or before 0. */
    private long cut(long start) {
        int samples = Math.clamp(this.written - start, 0, this.converted.nb_samples());
        if (samples > 0) {
            int bytes = av_get_bytes_per_sample(this.encoder.sample_fmt()) * this.encoder.ch_layout().nb_channels();
            this.converted.data(0, new Address(this.converted.data(0).address() + (long) samples * bytes));
            this.converted.nb_samples(this.converted.nb_samples() - samples);
        }
        return start + samples;
    }

    private void encode(AVFrame sound, long pts) {
        if (sound.nb_samples() > 0) {
            sound.pts(pts);
            this.written = pts + sound.nb_samples();
            this.begun = true;
            Av.check(avcodec_send_frame(this.encoder, sound), "encoding PCM");
            write();
        }
    }

    private void write() {
        while (avcodec_receive_packet(this.encoder, this.packet) >= 0) {
            this.packet.stream_index(this.target.index());
            av_packet_rescale_ts(this.packet, this.encoder.time_base(), this.target.time_base());
            this.master.write(this.packet);
        }
    }

    @Override
    public void finish() {
        if (avcodec_send_packet(this.decoder, null) >= 0) {
            receive();
        }
        // without a single frame there is no converter yet
        if (swr_is_initialized(this.converter) != 0 && swr_get_delay(this.converter, this.encoder.sample_rate()) > 0) {
            convert(null);
        }
        if (avcodec_send_frame(this.encoder, null) >= 0) {
            write();
        }
    }

    @Override
    public void close() {
        swr_free(this.converter);
        av_frame_free(this.decoded);
        av_frame_free(this.converted);
        av_packet_free(this.packet);
        avcodec_free_context(this.decoder);
        avcodec_free_context(this.encoder);
    }

}
