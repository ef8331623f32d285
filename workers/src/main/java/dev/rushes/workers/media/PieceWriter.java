package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_INTERLACED_DCT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
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
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_color_primaries_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_range_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_space_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_transfer_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_chroma_location_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;

import java.nio.file.Path;

import dev.rushes.models.Picture;
import dev.rushes.models.Problem;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Encoding;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Encodes a segment's pictures into a piece: the master's own codec in the NUT container,
 * which holds any codec and any clock exactly. Packets are copied from it unchanged.
 */
public final class PieceWriter implements FrameSink {

    private final Encoding encoding;

    private final FromPicture conversion;

    private final FromPicture untouched;

    private final AVCodecContext encoder;

    private final Muxer output;

    private final AVStream stream;

    private final AVFrame frame = av_frame_alloc();

    /** What the frame was made of; closed, and only good for being known again. */
    private Picture shown;

    private final AVPacket packet = av_packet_alloc();

    private final Rational timeBase;

    /** The usual duration of a frame; containers cut off a last one that has none. */
    private final long frameTicks;

    private long frames;

    private long lastPts = Long.MIN_VALUE;

    /** For frames that are all converted in the same way. */
    public PieceWriter(Path file, String muxer, Encoding encoding, String chromaFilter, boolean alpha,
            Rational sampleAspect, int threads) {
        this(file, muxer, encoding, chromaFilter, chromaFilter, alpha, sampleAspect, threads);
    }

    /**
     * Opens encoder and file.
     * @param file overwritten
     * @param muxer FFmpeg's name of the container
     * @param chromaFilter how chroma is made smaller
     * @param untouchedFilter the same for frames that no model changed
     * @param alpha whether pictures have an alpha plane
     * @param threads for the encoder, 1 or more
     */
    public PieceWriter(Path file, String muxer, Encoding encoding, String chromaFilter, String untouchedFilter,
            boolean alpha, Rational sampleAspect, int threads) {
        this.encoding = encoding;
        this.timeBase = Rational.parse(encoding.timeBase());
        this.frameTicks = Math.max(1, Rational.parse(encoding.frameRate()).inverse().over(this.timeBase).round());
        this.encoder = open(encoding, sampleAspect, threads);
        FromPicture from = null;
        FromPicture back = null;
        Muxer out = null;
        try {
            from = new FromPicture(encoding, chromaFilter, alpha);
            back = untouchedFilter.equals(chromaFilter) ? from : new FromPicture(encoding, untouchedFilter, alpha);
            out = Muxer.open(file, muxer);
            this.stream = out.add(null);
            avcodec_parameters_from_context(this.stream.codecpar(), this.encoder);
            if (encoding.codec().equals("tiff")) {
                // NUT has no tag of its own for it
                this.stream.codecpar().codec_tag('T' | 'I' << 8 | 'F' << 16 | 'F' << 24);
            }
            this.stream.time_base(Av.rational(this.timeBase));
            out.begin();
        }
        catch (RuntimeException ex) {
            if (out != null) {
                out.close();
            }
            close(from, back);
            free();
            throw ex;
        }
        this.conversion = from;
        this.untouched = back;
        this.output = out;
    }

    private static AVCodecContext open(Encoding encoding, Rational sampleAspect, int threads) {
        AVCodec codec = avcodec_find_encoder_by_name(encoding.encoder());
        if (codec == null || codec.isNull()) {
            throw Problem.unsupported("this build of FFmpeg has no encoder %s", encoding.encoder());
        }
        AVCodecContext context = avcodec_alloc_context3(codec);
        Rational rate = Rational.parse(encoding.frameRate());
        context.width(encoding.width());
        context.height(encoding.height());
        context.pix_fmt(av_get_pix_fmt(encoding.pixelFormat()));
        context.time_base(Av.rational(Rational.parse(encoding.timeBase())));
        context.framerate(Av.rational(rate));
        context.sample_aspect_ratio(Av.rational(sampleAspect));
        context.thread_count(threads);
        // a keyframe every two seconds, where there is more than keyframes
        context.gop_size((int) Math.max(1, 2 * rate.value()));
        context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        ClipInfo.Colour colour = encoding.colour();
        context.colorspace(av_color_space_from_name(colour.matrix()));
        context.color_range(av_color_range_from_name(colour.range()));
        context.color_primaries(av_color_primaries_from_name(colour.primaries()));
        context.color_trc(av_color_transfer_from_name(colour.transfer()));
        context.chroma_sample_location(av_chroma_location_from_name(colour.siting()));
        context.field_order(FieldOrder.number(encoding.fieldOrder()));
        if (FieldOrder.isInterlaced(encoding.fieldOrder())) {
            // each field by itself, as the eye gets them
            context.flags(context.flags() | AV_CODEC_FLAG_INTERLACED_DCT);
        }
        AVDictionary options = new AVDictionary(null);
        encoding.options().forEach((key, value) -> av_dict_set(options, key, value, 0));
        try {
            Av.check(avcodec_open2(context, codec, options), "opening the encoder %s for %d × %d %s",
                    encoding.encoder(), encoding.width(), encoding.height(), encoding.pixelFormat());
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

    @Override
    public void accept(Frame in) {
        try (in) {
            if (in.pts() <= this.lastPts) {
                throw new IllegalStateException("frame times do not ascend: " + in.pts() + " after " + this.lastPts);
            }
            this.lastPts = in.pts();
            show(in);
            this.frame.pts(in.pts());
            this.frame.pict_type(AV_PICTURE_TYPE_NONE);
            FieldOrder.mark(this.frame, this.encoding.fieldOrder());
            this.frame.colorspace(this.encoder.colorspace());
            this.frame.color_range(this.encoder.color_range());
            this.frame.color_primaries(this.encoder.color_primaries());
            this.frame.color_trc(this.encoder.color_trc());
            Av.check(avcodec_send_frame(this.encoder, this.frame), "encoding with %s", this.encoding.encoder());
        }
        this.frames++;
        drain();
    }

    /** Converts, unless it is the picture before again, which was used up by that. */
    private void show(Frame in) {
        Picture picture = in.picture();
        if (!picture.isShareOf(this.shown)) {
            av_frame_unref(this.frame);
            (in.untouched() ? this.untouched : this.conversion).convert(picture, this.frame);
            this.shown = picture;
        }
    }

    private void drain() {
        while (true) {
            int result = avcodec_receive_packet(this.encoder, this.packet);
            if (result == Av.EAGAIN || result == AVERROR_EOF()) {
                return;
            }
            Av.check(result, "encoding with %s", this.encoding.encoder());
            // none of our encoders reorders frames
            this.packet.dts(this.packet.pts());
            this.packet.stream_index(0);
            if (Codec.of(this.encoding.codec()).isIntra()) {
                this.packet.flags(this.packet.flags() | AV_PKT_FLAG_KEY);
            }
            if (this.packet.duration() == 0) {
                this.packet.duration(this.frameTicks);
            }
            av_packet_rescale_ts(this.packet, this.encoder.time_base(), this.stream.time_base());
            this.output.write(this.packet);
        }
    }

    @Override
    public void finish() {
        Av.check(avcodec_send_frame(this.encoder, null), "flushing %s", this.encoding.encoder());
        drain();
        this.output.finish();
    }

    /** Frames taken so far. */
    public long frames() {
        return this.frames;
    }

    @Override
    public void close() {
        this.output.close();
        close(this.conversion, this.untouched);
        free();
    }

    private static void close(FromPicture one, FromPicture other) {
        if (one != null) {
            one.close();
        }
        if (other != null && other != one) {
            other.close();
        }
    }

    private void free() {
        avcodec_free_context(this.encoder);
        av_frame_free(this.frame);
        av_packet_free(this.packet);
    }

}
