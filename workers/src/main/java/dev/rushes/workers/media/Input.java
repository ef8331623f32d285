package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.nio.file.Path;

import dev.rushes.models.Problem;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/**
 * An opened container, read-only. Only local regular files in the formats of
 * {@link Formats} are opened, and nothing that such a file points to.
 */
final class Input implements AutoCloseable {

    private final AVFormatContext context;

    private final Path path;

    private Input(AVFormatContext context, Path path) {
        this.context = context;
        this.path = path;
    }

    /**
     * Opens a clip and reads what is needed to know its streams.
     * @throws Problem NOT_FOUND if there is no such file, MEDIA if it is no footage
     */
    static Input open(Path clip) {
        Av.load();
        Source source = Source.of(clip);
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "protocol_whitelist", "file", 0);
        av_dict_set(options, "format_whitelist", Formats.WHITELIST, 0);
        av_dict_set(options, "max_streams", "256", 0);
        source.options().forEach((key, value) -> av_dict_set(options, key, value, 0));
        AVInputFormat format = source.demuxer() == null ? null : av_find_input_format(source.demuxer());
        AVFormatContext context = avformat_alloc_context();
        context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_GENPTS);
        try {
            // frees the context itself when it fails
            int result = avformat_open_input(context, source.url(), format, options);
            if (result == Av.ENOMEM) {
                throw Av.problem(result, "opening " + clip);
            }
            if (result < 0) {
                throw Problem.media("%s is no footage that can be read: %s", clip, Av.text(result));
            }
        }
        finally {
            av_dict_free(options);
        }
        Input input = new Input(context, clip);
        try {
            int result = avformat_find_stream_info(context, (AVDictionary) null);
            if (result < 0) {
                throw Problem.media("%s cannot be read: %s", clip, Av.text(result));
            }
            return input;
        }
        catch (RuntimeException ex) {
            input.close();
            throw ex;
        }
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

    static boolean isPicture(AVStream stream) {
        return stream.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO
                && (stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) == 0;
    }

    @Override
    public void close() {
        avformat_close_input(context);
    }

}
