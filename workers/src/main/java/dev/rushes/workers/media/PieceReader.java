package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** Reads the packets of pieces one after the other, as if they were one. */
final class PieceReader implements AutoCloseable {

    private final List<Path> pieces;

    private final Rational timeBase;

    private final AVPacket packet = av_packet_alloc();

    private AVFormatContext current;

    private int index;

    private byte[] extradata;

    /**
     * Opens the first piece.
     * @param timeBase clock of the packets that are handed out
     */
    PieceReader(List<Path> pieces, Rational timeBase) {
        this.pieces = List.copyOf(pieces);
        this.timeBase = timeBase;
        try {
            open();
        }
        catch (RuntimeException ex) {
            av_packet_free(this.packet);
            throw ex;
        }
    }

    private void open() {
        Path piece = this.pieces.get(this.index);
        AVFormatContext context = new AVFormatContext(null);
        int result = avformat_open_input(context, "file:" + piece, av_find_input_format("nut"), (AVDictionary) null);
        Av.check(result, "the piece %s cannot be read", piece);
        this.current = context;
        byte[] header = extradata(parameters());
        if (this.extradata != null && !Arrays.equals(this.extradata, header)) {
            throw new Problem(Problem.Kind.INTERNAL,
                    "the piece " + piece + " was encoded with other settings than the first");
        }
        this.extradata = header;
    }

    private static byte[] extradata(AVCodecParameters parameters) {
        byte[] bytes = new byte[parameters.extradata_size()];
        if (bytes.length > 0) {
            parameters.extradata().get(bytes);
        }
        return bytes;
    }

    /** Of the picture; valid until the next piece is opened. */
    AVCodecParameters parameters() {
        return this.current.streams(0).codecpar();
    }

    /** The next packet, valid until the next call, or null at the end. */
    AVPacket next() {
        av_packet_unref(this.packet);
        while (true) {
            int result = av_read_frame(this.current, this.packet);
            if (result >= 0) {
                av_packet_rescale_ts(this.packet, this.current.streams(0).time_base(), Av.rational(this.timeBase));
                return this.packet;
            }
            if (result != AVERROR_EOF()) {
                throw Av.problem(result, "reading the piece " + this.pieces.get(this.index));
            }
            if (this.index + 1 == this.pieces.size()) {
                return null;
            }
            closeCurrent();
            this.index++;
            open();
        }
    }

    private void closeCurrent() {
        if (this.current != null) {
            avformat_close_input(this.current);
            this.current = null;
        }
    }

    @Override
    public void close() {
        closeCurrent();
        av_packet_free(this.packet);
    }

}
