package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MOV_TEXT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_SUBRIP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_PROP_TEXT_SUB;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_decode_subtitle2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_descriptor_get;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_encode_subtitle;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avsubtitle_free;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;
import static org.bytedeco.javacpp.Pointer.memcpy;

import java.util.List;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVSubtitle;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * Subtitles in text that the container has no place for are written in the text format
 * that it has.
 */
final class TextPassenger implements Passenger {

    private static final int MOST_BYTES = 1 << 20;

    private final AVStream source;

    private final AVStream target;

    private final Muxer master;

    private final AVCodecContext decoder;

    private final AVCodecContext encoder;

    private final BytePointer buffer = new BytePointer(MOST_BYTES);

    private final AVPacket packet = av_packet_alloc();

    private TextPassenger(AVStream source, AVCodecContext decoder, AVCodecContext encoder, Muxer master) {
        this.source = source;
        this.decoder = decoder;
        this.encoder = encoder;
        this.master = master;
        this.target = master.add(null);
        avcodec_parameters_from_context(this.target.codecpar(), encoder);
        this.target.time_base(source.time_base());
        this.target.disposition(source.disposition());
        Metadata.copy(source, this.target, master);
    }

    /** Null with a notice if the subtitles are pictures or cannot be read. */
    static TextPassenger of(AVStream source, String container, Muxer master, List<String> notices) {
        int id = source.codecpar().codec_id();
        String name = Av.string(avcodec_get_name(id));
        boolean text = avcodec_descriptor_get(id) != null
                && (avcodec_descriptor_get(id).props() & AV_CODEC_PROP_TEXT_SUB) != 0;
        AVCodecContext decoder = text && !container.equals("mxf") ? decoder(source) : null;
        if (decoder == null) {
            notices.add("%s cannot hold the subtitles of stream %d (%s): they are left out; --container mkv keeps them"
                .formatted(Masters.called(container), source.index(), name));
            return null;
        }
        AVCodec codec = avcodec_find_encoder(container.equals("mkv") ? AV_CODEC_ID_SUBRIP : AV_CODEC_ID_MOV_TEXT);
        AVCodecContext encoder = avcodec_alloc_context3(codec);
        encoder.time_base().num(1).den(1000);
        if (decoder.subtitle_header() != null && decoder.subtitle_header_size() > 0) {
            // freed with the context
            int size = decoder.subtitle_header_size();
            BytePointer header = new BytePointer(av_mallocz(size + 1L));
            memcpy(header, decoder.subtitle_header(), size);
            encoder.subtitle_header(header);
            encoder.subtitle_header_size(size);
        }
        if (avcodec_open2(encoder, codec, (AVDictionary) null) < 0) {
            avcodec_free_context(encoder);
            avcodec_free_context(decoder);
            notices.add("the subtitles of stream %d (%s) cannot be written into %s: they are left out"
                .formatted(source.index(), name, Masters.called(container)));
            return null;
        }
        notices.add("the subtitles of stream %d (%s) are written as %s, which %s holds".formatted(source.index(), name,
                Av.string(codec.name()), Masters.called(container)));
        return new TextPassenger(source, decoder, encoder, master);
    }

    private static AVCodecContext decoder(AVStream source) {
        AVCodec codec = avcodec_find_decoder(source.codecpar().codec_id());
        if (codec == null || codec.isNull()) {
            return null;
        }
        AVCodecContext decoder = avcodec_alloc_context3(codec);
        avcodec_parameters_to_context(decoder, source.codecpar());
        decoder.pkt_timebase(source.time_base());
        if (avcodec_open2(decoder, codec, (AVDictionary) null) < 0) {
            avcodec_free_context(decoder);
            return null;
        }
        return decoder;
    }

    @Override
    public void begin() {
        // the master's clock is asked for with each packet
    }

    @Override
    public void carry(AVPacket in) {
        try (AVSubtitle subtitle = new AVSubtitle(); IntPointer got = new IntPointer(1)) {
            got.put(0);
            if (avcodec_decode_subtitle2(this.decoder, subtitle, got, in) < 0 || got.get() == 0) {
                return;
            }
            try {
                int size = subtitle.num_rects() == 0 ? 0
                        : avcodec_encode_subtitle(this.encoder, this.buffer, MOST_BYTES, subtitle);
                if (size > 0) {
                    write(in, size);
                }
            }
            finally {
                avsubtitle_free(subtitle);
            }
        }
    }

    private void write(AVPacket in, int size) {
        Av.check(av_new_packet(this.packet, size), "writing subtitles");
        memcpy(this.packet.data(), this.buffer, size);
        this.packet.pts(in.pts());
        this.packet.dts(in.pts());
        this.packet.duration(in.duration());
        this.packet.stream_index(this.target.index());
        av_packet_rescale_ts(this.packet, this.source.time_base(), this.target.time_base());
        this.master.write(this.packet);
    }

    @Override
    public void finish() {
        // every packet stands alone
    }

    @Override
    public void close() {
        av_packet_free(this.packet);
        this.buffer.deallocate();
        avcodec_free_context(this.decoder);
        avcodec_free_context(this.encoder);
    }

}
