package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_READ;
import static org.bytedeco.ffmpeg.global.avformat.av_probe_input_buffer2;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open2;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_match_list;

import java.nio.file.Path;

import dev.rushes.models.Problem;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/**
 * An opened container, read-only. Only local regular files in the formats of
 * {@link Formats} are opened, and nothing that such a file points to: a single file comes
 * with its content already open, and the demuxer may open nothing at all.
 */
final class Input implements AutoCloseable {

    private static final int MOST_STREAMS = 256;

    private static final int LEAST_SYSTEM_ERROR = -200;

    private static final int ENOENT = 2;

    private static final int EIO = 5;

    private static final int EACCES = 13;

    private final AVFormatContext context;

    private final Path path;

    /** The one file, or null for an image sequence. */
    private final AVIOContext content;

    private Input(AVFormatContext context, Path path, AVIOContext content) {
        this.context = context;
        this.path = path;
        this.content = content;
    }

    /**
     * Opens a clip and reads what is needed to know its streams.
     * @throws Problem NOT_FOUND if there is no such file, MEDIA if it is no footage
     */
    static Input open(Path clip) {
        return open(Source.of(clip), clip);
    }

    /**
     * Opens a clip that was looked up and reads what is needed to know its streams.
     * @throws Problem MEDIA if it is no footage
     */
    static Input open(Source source, Path clip) {
        Av.load();
        AVIOContext content = null;
        AVDictionary options = new AVDictionary(null);
        AVFormatContext context = avformat_alloc_context();
        context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_GENPTS);
        try {
            AVInputFormat format;
            if (source.demuxer() == null) {
                content = content(source, clip);
                context.pb(content);
                context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
                format = format(content, clip);
            }
            else {
                format = av_find_input_format(source.demuxer());
            }
            av_dict_set(options, "protocol_whitelist", content == null ? "file" : "none", 0);
            av_dict_set(options, "format_whitelist", Formats.WHITELIST, 0);
            av_dict_set(options, "max_streams", String.valueOf(MOST_STREAMS), 0);
            source.options().forEach((key, value) -> av_dict_set(options, key, value, 0));
            // frees the context itself when it fails
            check(avformat_open_input(context, source.url(), format, options), clip);
            check(avformat_find_stream_info(context, (AVDictionary) null), clip);
            return new Input(context, clip, content);
        }
        catch (RuntimeException ex) {
            close(context, content);
            throw ex;
        }
        finally {
            av_dict_free(options);
        }
    }

    private static AVIOContext content(Source source, Path clip) {
        AVIOContext content = new AVIOContext(null);
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "protocol_whitelist", "file", 0);
        try {
            check(avio_open2(content, source.url(), AVIO_FLAG_READ, null, options), clip);
            return content;
        }
        finally {
            av_dict_free(options);
        }
    }

    /**
     * The format by content. Of the name only the extension counts: FFmpeg would take
     * "scan%d.png" or "a*.png" for many files.
     */
    private static AVInputFormat format(AVIOContext content, Path clip) {
        AVInputFormat format = new AVInputFormat(null);
        String extension = Source.extension(clip).replaceAll("[^a-z0-9]", "");
        check(av_probe_input_buffer2(content, format, "clip." + extension, null, 0, 0), clip);
        String name = Av.string(format.name());
        if (av_match_list(name, Formats.WHITELIST, (byte) ',') <= 0) {
            throw Problem.media("%s is no footage but %s (%s); give a file that holds its own pictures", clip,
                    Av.string(format.long_name()), name);
        }
        // where only the extension tells: the same for what is open already
        return name.equals("image2") ? av_find_input_format("image2pipe") : format;
    }

    private static void check(int result, Path clip) {
        if (result == Av.ENOMEM && Av.isShortOfMemory()) {
            throw Av.problem(result, "opening " + clip);
        }
        if (result == Av.ENOMEM) {
            throw Problem.media("%s asks for more memory than footage needs, or has more than %d streams", clip,
                    MOST_STREAMS);
        }
        if (result < 0) {
            throw Problem.media("%s is no footage that can be read: %s", clip, reason(result));
        }
    }

    /**
     * FFmpeg's own numbers lie far below the system's. Of those, a demuxer gives back all
     * sorts for a header that it does not like, and only these are about the file itself.
     */
    private static String reason(int result) {
        boolean system = result > LEAST_SYSTEM_ERROR;
        boolean file = result == -EIO || result == -EACCES || result == -ENOENT;
        return (system && !file) ? "its header says what cannot be, such as a picture of impossible size"
                : Av.text(result);
    }

    AVFormatContext context() {
        return context;
    }

    Path path() {
        return path;
    }

    /**
     * The stream that is processed: the first that moves, else the first picture.
     * @throws Problem MEDIA if there is none
     */
    AVStream video() {
        for (int i = 0; i < context.nb_streams(); i++) {
            if (isPicture(context.streams(i))) {
                return context.streams(i);
            }
        }
        throw Problem.media("%s has no picture (no video stream)", path);
    }

    /** False for a file of nothing but sound. */
    boolean holdsPicture() {
        for (int i = 0; i < context.nb_streams(); i++) {
            if (isPicture(context.streams(i))) {
                return true;
            }
        }
        return false;
    }

    static boolean isPicture(AVStream stream) {
        return stream.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO
                && (stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) == 0;
    }

    @Override
    public void close() {
        close(context, content);
    }

    private static void close(AVFormatContext context, AVIOContext content) {
        avformat_close_input(context);
        if (content != null) {
            avio_closep(content);
        }
    }

}
