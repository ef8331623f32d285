package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;

import java.util.Arrays;

import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * When every frame of a clip is shown and where decoding can start, from its packets
 * alone: nothing is decoded.
 *
 * @param pts presentation times in ticks, ascending
 * @param keyframes indexes into pts
 * @param timeBase seconds a tick
 * @param lastDuration ticks that the last frame is shown, 0 if unknown
 * @param exact false if packets lack time stamps or have them twice, so that the list
 * says little of the frames
 * @param error FFmpeg's word if reading broke off before the end, else null
 */
public record FrameIndex(long[] pts, int[] keyframes, Rational timeBase, long lastDuration, boolean exact,
        String error) {

    /** Ten hours at 120 frames a second are 4.3 million. */
    private static final int MOST_FRAMES = 16_000_000;

    /** Reads all packets of a clip's picture. */
    public static FrameIndex of(Input input, Monitor monitor) {
        AVStream video = input.video();
        for (int i = 0; i < input.context().nb_streams(); i++) {
            if (i != video.index()) {
                input.context().streams(i).discard(AVDISCARD_ALL);
            }
        }
        Builder list = new Builder();
        AVPacket packet = av_packet_alloc();
        try {
            int result;
            while ((result = av_read_frame(input.context(), packet)) >= 0) {
                if (packet.stream_index() == video.index() && packet.size() > 0) {
                    list.add(packet);
                }
                av_packet_unref(packet);
                if (monitor.cancelled()) {
                    throw Problem.cancelled();
                }
            }
            return list.build(Av.rational(video.time_base()), result == AVERROR_EOF() ? null : Av.text(result));
        }
        finally {
            av_packet_free(packet);
        }
    }

    public int frames() {
        return pts.length;
    }

    /** The time at which the last frame's showing ends, in ticks. */
    public long end() {
        if (pts.length == 0) {
            return 0;
        }
        long last = pts[pts.length - 1];
        long step = lastDuration > 0 ? lastDuration : pts.length > 1 ? last - pts[pts.length - 2] : 1;
        return last + step;
    }

    /** The longest that a frame is shown, in ticks. */
    public long longestShown() {
        long longest = pts.length == 0 ? 0 : end() - pts[pts.length - 1];
        for (int i = 1; i < pts.length; i++) {
            longest = Math.max(longest, pts[i] - pts[i - 1]);
        }
        return longest;
    }

    /** Index of the first frame shown at a time or after; {@link #frames()} if none. */
    public int atOrAfter(long time) {
        int found = Arrays.binarySearch(pts, time);
        return found >= 0 ? found : -found - 1;
    }

    /** Whether all frames lie on a grid of a rate, within one tick of a coarse clock. */
    public boolean isConstant(Rational rate) {
        if (pts.length < 2 || rate.num() <= 0) {
            return pts.length > 0;
        }
        double ticks = rate.inverse().over(timeBase).value();
        for (int i = 1; i < pts.length; i++) {
            // half a tick of rounding at either end
            if (Math.abs(pts[i] - pts[0] - i * ticks) > 1.001) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether film frames are shown for three and two fields by turns, so that none is
     * more than a field beside the film's own grid.
     * @param film the rate of the film
     */
    public boolean isPulledDown(Rational film) {
        double frame = film.inverse().over(timeBase).value();
        double field = frame / 2.5;
        int threes = 0;
        for (int i = 1; i < pts.length; i++) {
            long shown = pts[i] - pts[i - 1];
            boolean three = shown > frame;
            threes += three ? 1 : 0;
            if (Math.abs(shown - (three ? 3 : 2) * field) > 1.001
                    || Math.abs(pts[i] - pts[0] - i * frame) > field + 1.001) {
                return false;
            }
        }
        return threes * 3L > pts.length && threes * 3L < pts.length * 2L;
    }

    private static final class Builder {

        private long[] pts = new long[1024];

        private boolean[] key = new boolean[1024];

        private int size;

        private boolean exact = true;

        private long lastPts = Long.MIN_VALUE;

        private long lastDuration;

        void add(AVPacket packet) {
            boolean discard = (packet.flags() & AV_PKT_FLAG_DISCARD) != 0;
            if (discard) {
                return;
            }
            if (size == MOST_FRAMES) {
                throw Problem.media("the clip lists more than %d frames; cut it in parts", MOST_FRAMES);
            }
            if (size == pts.length) {
                pts = Arrays.copyOf(pts, size * 2);
                key = Arrays.copyOf(key, size * 2);
            }
            long time = packet.pts() == Av.NOPTS ? packet.dts() : packet.pts();
            if (time == Av.NOPTS) {
                exact = false;
                time = size == 0 ? 0 : pts[size - 1] + 1;
            }
            if (time >= lastPts) {
                lastPts = time;
                lastDuration = packet.duration();
            }
            pts[size] = time;
            key[size++] = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
        }

        FrameIndex build(Rational timeBase, String error) {
            long[] sorted = Arrays.copyOf(pts, size);
            Arrays.sort(sorted);
            boolean distinct = true;
            for (int i = 1; i < size; i++) {
                distinct &= sorted[i] != sorted[i - 1];
            }
            int[] keyframes = new int[size];
            int keys = 0;
            for (int i = 0; i < size; i++) {
                if (key[i]) {
                    keyframes[keys++] = Arrays.binarySearch(sorted, pts[i]);
                }
            }
            int[] sortedKeys = Arrays.copyOf(keyframes, keys);
            Arrays.sort(sortedKeys);
            return new FrameIndex(sorted, sortedKeys, timeBase, lastDuration, exact && distinct, error);
        }

    }

}
