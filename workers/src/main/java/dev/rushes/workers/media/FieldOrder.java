package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_BB;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_BT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_PROGRESSIVE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_TB;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_TT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_UNKNOWN;

import java.util.Map;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * In which order a frame's two fields are stored and shown, by FFmpeg's names. Two
 * letters: whether top or bottom comes first when stored apart ("tt", "bb") or woven into
 * whole frames ("tb", "bt"); the first letter is the field that is shown first.
 */
public final class FieldOrder {

    public static final String PROGRESSIVE = "progressive";

    private static final Map<String, Integer> NUMBERS = Map.of(PROGRESSIVE, AV_FIELD_PROGRESSIVE, "tt", AV_FIELD_TT,
            "bb", AV_FIELD_BB, "tb", AV_FIELD_TB, "bt", AV_FIELD_BT);

    private FieldOrder() {
    }

    /** FFmpeg's number for a name; null is unknown. */
    static int number(String name) {
        return name == null ? AV_FIELD_UNKNOWN : NUMBERS.get(name);
    }

    /** The name of a number of FFmpeg's, or null if that says nothing. */
    static String name(int number) {
        return NUMBERS.entrySet()
            .stream()
            .filter(e -> e.getValue() == number)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(null);
    }

    /** Whether a name says that there are two fields. */
    public static boolean isInterlaced(String name) {
        return name != null && !name.equals(PROGRESSIVE);
    }

    /** Whether the top field of two is shown first. */
    static boolean topFirst(String name) {
        return isInterlaced(name) && name.startsWith("t");
    }

    /** Marks a frame, whatever it was before. */
    static void mark(AVFrame frame, String name) {
        int others = frame.flags() & ~(AVFrame.AV_FRAME_FLAG_INTERLACED | AVFrame.AV_FRAME_FLAG_TOP_FIELD_FIRST);
        frame.flags(others | (isInterlaced(name) ? AVFrame.AV_FRAME_FLAG_INTERLACED : 0)
                | (topFirst(name) ? AVFrame.AV_FRAME_FLAG_TOP_FIELD_FIRST : 0));
    }

}
