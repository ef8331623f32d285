package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.nio.file.Path;

import dev.rushes.models.Problem;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Decodes a clip's picture from a place on, drained to the very last frame. */
final class Decoder implements AutoCloseable {

    /**
     * Of packets that cannot be decoded, one after the other, before a clip is given up.
     */
    private static final int MOST_DAMAGED_IN_A_ROW = 1000;

    private final Input input;

    private final AVStream stream;

    private final AVCodecContext codec;

    private final AVPacket packet = av_packet_alloc();

    private final AVFrame frame = av_frame_alloc();

    private final boolean counted;

    private long count;

    private long lastPts = Long.MIN_VALUE;

    private int damagedInARow;

    private long damagedPackets;

    private long damagedFrames;

    private boolean flushing;

    private String readError;

    /**
     * Opens a clip for decoding from its first frame.
     * @param counted true if the clip's time stamps are not to be trusted: frames are
     * then numbered from 0
     * @param threads for the decoder, 1 or more
     */
    Decoder(Path clip, boolean counted, int threads) {
        this(clip, counted, threads, 0);
    }

    /**
     * The same for frames with side data that decoders give only when asked.
     * @param sideData FFmpeg's AV_CODEC_EXPORT_DATA flags
     */
    Decoder(Path clip, boolean counted, int threads, int sideData) {
        this.counted = counted;
        this.input = Input.open(clip);
        AVCodecContext context = null;
        try {
            this.stream = this.input.video();
            for (int i = 0; i < this.input.context().nb_streams(); i++) {
                if (i != this.stream.index()) {
                    this.input.context().streams(i).discard(AVDISCARD_ALL);
                }
            }
            AVCodec decoder = avcodec_find_decoder(this.stream.codecpar().codec_id());
            if (decoder == null || decoder.isNull()) {
                throw Problem.media("%s: no decoder for %s", clip,
                        Av.string(avcodec_get_name(this.stream.codecpar().codec_id())));
            }
            context = avcodec_alloc_context3(decoder);
            Av.check(avcodec_parameters_to_context(context, this.stream.codecpar()), "opening the decoder");
            context.thread_count(threads);
            context.export_side_data(sideData);
            context.pkt_timebase(this.stream.time_base());
            int result = avcodec_open2(context, decoder, (AVDictionary) null);
            if (result < 0) {
                throw Problem.media("%s cannot be decoded: %s", clip, Av.text(result));
            }
        }
        catch (RuntimeException ex) {
            if (context != null) {
                avcodec_free_context(context);
            }
            this.input.close();
            throw ex;
        }
        this.codec = context;
    }

    /** Seconds a tick of the container's times. */
    Rational timeBase() {
        return Av.rational(this.stream.time_base());
    }

    /** When the first frame is shown, as the container says; 0 if it does not. */
    long firstPts() {
        return this.stream.start_time() == Av.NOPTS ? 0 : this.stream.start_time();
    }

    /** Goes on at the keyframe at a time or before. */
    void seek(long pts) {
        int result = av_seek_frame(this.input.context(), this.stream.index(), pts, AVSEEK_FLAG_BACKWARD);
        if (result < 0) {
            throw Problem.media("%s: seeking to %d failed: %s", this.input.path(), pts, Av.text(result));
        }
    }

    /** Forgets what came before a seek. */
    void reset() {
        avcodec_flush_buffers(this.codec);
        this.flushing = false;
        this.lastPts = Long.MIN_VALUE;
    }

    /**
     * The next frame in the order of presentation, valid until the next call; null at the
     * end. Its pts is set.
     */
    AVFrame next() {
        av_frame_unref(this.frame);
        while (true) {
            int result = avcodec_receive_frame(this.codec, this.frame);
            if (result >= 0) {
                stamp();
                return this.frame;
            }
            if (result == AVERROR_EOF()) {
                return null;
            }
            if (result == Av.EAGAIN && !this.flushing) {
                feed();
            }
            else if (result == Av.ENOMEM) {
                throw Av.problem(result, "decoding");
            }
            else {
                damaged();
            }
        }
    }

    private void feed() {
        int result;
        while ((result = av_read_frame(this.input.context(), this.packet)) >= 0) {
            try {
                if (this.packet.stream_index() == this.stream.index()) {
                    int sent = avcodec_send_packet(this.codec, this.packet);
                    if (sent == Av.ENOMEM) {
                        throw Av.problem(sent, "decoding");
                    }
                    if (sent < 0) {
                        damaged();
                    }
                    return;
                }
            }
            finally {
                av_packet_unref(this.packet);
            }
        }
        if (result != AVERROR_EOF()) {
            this.readError = Av.text(result);
        }
        this.flushing = true;
        avcodec_send_packet(this.codec, null);
    }

    private void damaged() {
        this.damagedPackets++;
        if (++this.damagedInARow > MOST_DAMAGED_IN_A_ROW) {
            throw Problem.media("%s is damaged: %d packets in a row cannot be decoded", this.input.path(),
                    this.damagedInARow);
        }
    }

    private void stamp() {
        this.damagedInARow = 0;
        if ((this.frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0 || this.frame.decode_error_flags() != 0) {
            this.damagedFrames++;
        }
        long pts = this.counted ? this.count : this.frame.best_effort_timestamp();
        if (pts == Av.NOPTS || pts <= this.lastPts) {
            // times ascend, whatever a broken file says
            pts = this.lastPts == Long.MIN_VALUE ? 0 : this.lastPts + 1;
        }
        this.lastPts = pts;
        this.count++;
        this.frame.pts(pts);
    }

    /** Packets that no frame came of. */
    long damagedPackets() {
        return this.damagedPackets;
    }

    /** Frames that the decoder had to patch up. */
    long damagedFrames() {
        return this.damagedFrames;
    }

    /** FFmpeg's word if reading broke off before the end, else null. */
    String readError() {
        return this.readError;
    }

    @Override
    public void close() {
        av_frame_free(this.frame);
        av_packet_free(this.packet);
        avcodec_free_context(this.codec);
        this.input.close();
    }

}
