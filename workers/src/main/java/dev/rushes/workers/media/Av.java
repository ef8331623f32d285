package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_VERBOSE;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_iterate;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.rushes.models.Problem;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** The few translations between FFmpeg's C habits and ours. */
final class Av {

    static final int EAGAIN = -11;

    static final int ENOMEM = -12;

    static final int ENOSPC = -28;

    /** What any clip may need, in bytes. */
    private static final long MODEST = 256L << 20;

    static final long NOPTS = AV_NOPTS_VALUE;

    static {
        av_log_set_level(System.getenv("RUSHES_DEBUG") == null ? AV_LOG_QUIET : AV_LOG_VERBOSE);
    }

    private Av() {
    }

    /** Loads the native libraries and sets the log level; cheap after the first time. */
    static void load() {
        avutil.avutil_version();
    }

    /**
     * Passes a result that is not negative; anything else is our or the library's fault.
     */
    static int check(int result, String what, Object... args) {
        if (result < 0) {
            throw problem(result, what.formatted(args));
        }
        return result;
    }

    /** Translates an error number of FFmpeg. */
    static Problem problem(int error, String what) {
        return switch (error) {
            case ENOMEM -> Problem.exhausted("%s: out of memory; free some or give a smaller --memory", what);
            case ENOSPC -> Problem.exhausted("%s: the disk is full; free some space and run the same again", what);
            default -> new Problem(Problem.Kind.INTERNAL, what + ": " + text(error));
        };
    }

    /** Whether it is the machine that lacks memory, and not a file that asks too much. */
    static boolean isShortOfMemory() {
        Pointer some = av_malloc(MODEST);
        boolean none = some == null || some.isNull();
        av_free(some);
        return none;
    }

    /** What an error number means, mostly in FFmpeg's words. */
    static String text(int error) {
        if (error == AVERROR_INVALIDDATA) {
            return "its data make no sense: it is damaged, cut off, or something else than its name says";
        }
        byte[] buffer = new byte[128];
        av_strerror(error, buffer, buffer.length);
        int end = 0;
        while (end < buffer.length && buffer[end] != 0) {
            end++;
        }
        return new String(buffer, 0, end, StandardCharsets.UTF_8);
    }

    static Rational rational(AVRational r) {
        return r.den() == 0 ? Rational.ZERO : new Rational(r.num(), r.den());
    }

    static AVRational rational(Rational r) {
        return new AVRational().num(Math.toIntExact(r.num())).den(Math.toIntExact(r.den()));
    }

    static Map<String, String> tags(AVDictionary dictionary) {
        Map<String, String> tags = new LinkedHashMap<>();
        AVDictionaryEntry entry = null;
        while ((entry = av_dict_iterate(dictionary, entry)) != null) {
            tags.put(string(entry.key()), string(entry.value()));
        }
        return tags;
    }

    static String tag(AVDictionary dictionary, String key) {
        AVDictionaryEntry entry = av_dict_get(dictionary, key, null, 0);
        return entry == null ? null : string(entry.value());
    }

    /** A C string as UTF-8 (broken bytes become U+FFFD), or null. */
    static String string(BytePointer text) {
        return text == null || text.isNull() ? null : text.getString(StandardCharsets.UTF_8);
    }

}
