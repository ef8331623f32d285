package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open2;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.nio.file.Path;
import java.util.Map;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** A container being written. Same streams and packets give the same bytes. */
final class Muxer implements AutoCloseable {

    private final AVFormatContext context;

    private final Path file;

    private Muxer(AVFormatContext context, Path file) {
        this.context = context;
        this.file = file;
    }

    /**
     * Opens a file.
     * @param file overwritten
     * @param muxer FFmpeg's name
     */
    static Muxer open(Path file, String muxer) {
        AVFormatContext context = new AVFormatContext(null);
        Av.check(avformat_alloc_output_context2(context, null, muxer, file.toString()), "opening %s", file);
        // no random identifiers, no versions: an interrupted run ends with the same bytes
        // as an uninterrupted one
        context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
        try {
            AVIOContext io = new AVIOContext(null);
            Av.check(avio_open2(io, "file:" + file, AVIO_FLAG_WRITE, (AVIOInterruptCB) null, (AVDictionary) null),
                    "%s cannot be written", file);
            context.pb(io);
            return new Muxer(context, file);
        }
        catch (RuntimeException ex) {
            avformat_free_context(context);
            throw ex;
        }
    }

    AVFormatContext context() {
        return this.context;
    }

    /** Adds a stream; its clock is FFmpeg's to choose when the header is written. */
    AVStream add(AVCodec codec) {
        return avformat_new_stream(this.context, codec);
    }

    void begin() {
        begin(Map.of());
    }

    /** Writes the header. */
    void begin(Map<String, String> options) {
        AVDictionary dictionary = new AVDictionary(null);
        options.forEach((key, value) -> av_dict_set(dictionary, key, value, 0));
        try {
            Av.check(avformat_write_header(this.context, dictionary), "writing the header of %s", this.file);
        }
        finally {
            av_dict_free(dictionary);
        }
    }

    /** Takes a packet over, in the stream's clock. */
    void write(AVPacket packet) {
        Av.check(av_interleaved_write_frame(this.context, packet), "writing %s", this.file);
        checkDisk();
    }

    /** Writes the trailer; whatever went wrong on disk until then is noticed here. */
    void finish() {
        Av.check(av_write_trailer(this.context), "completing %s", this.file);
        checkDisk();
        AVIOContext io = this.context.pb();
        this.context.pb(null);
        Av.check(avio_closep(io), "closing %s", this.file);
    }

    private void checkDisk() {
        int error = this.context.pb().error();
        if (error < 0) {
            throw Av.problem(error, "writing " + this.file);
        }
    }

    @Override
    public void close() {
        if (this.context.pb() != null) {
            avio_closep(this.context.pb());
            this.context.pb(null);
        }
        avformat_free_context(this.context);
    }

}
