package dev.rushes.workers.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.rushes.workers.job.Task;
import dev.rushes.workers.media.FrameIndex;
import dev.rushes.workers.timeline.Rational;

/** Cuts a range into segments that can be made anywhere, in any order. */
final class Segmenter {

    /** Shorter pieces cost more in seeking than they win. */
    private static final double AUTO_SECONDS = 5;

    private static final int MOST_SEGMENTS = 10_000;

    /**
     * Each segment opens the file anew and reads its index: hours are cut into longer
     * ones.
     */
    private static final int MOST_AUTO_SEGMENTS = 240;

    /** bwdif looks one frame to either side; one more does no harm. */
    private static final int LEAD_FRAMES = 2;

    private Segmenter() {
    }

    /**
     * Cuts.
     * @param segments wished for, 0 for auto
     * @param rate frames a second
     * @param seekable whether decoding can start inside the clip at all
     * @param intra whether each frame stands alone
     * @param context how many frames before a segment models want to see
     */
    static List<Task> cut(FrameIndex index, Range range, int segments, Rational rate, boolean seekable, boolean intra,
            int context) {
        int leadFrames = LEAD_FRAMES + context;
        int frames = range.end() - range.first();
        boolean toTheEnd = range.end() == index.frames();
        if (!index.exact() || !seekable) {
            long start = index.exact() ? index.pts()[range.first()] : range.first();
            long end = toTheEnd ? Long.MAX_VALUE : index.exact() ? index.pts()[range.end()] : range.end();
            int before = Math.max(0, range.first() - leadFrames);
            long lead = index.exact() ? index.pts()[before] : before;
            return List.of(new Task(0, range.first() == 0 ? Long.MIN_VALUE : start, end, Long.MIN_VALUE,
                    range.first() == 0 ? Long.MIN_VALUE : lead, 0, index.exact() ? frames : -1));
        }
        double each = segments > 0 ? (double) frames / segments
                : Math.max(AUTO_SECONDS * rate.value(), (double) frames / MOST_AUTO_SEGMENTS);
        List<Integer> starts = new ArrayList<>();
        starts.add(range.first());
        int most = segments > 0 ? segments : MOST_SEGMENTS;
        int count = (int) Math.min(most, Math.max(1, Math.round(frames / each)));
        for (int i = 1; i < count; i++) {
            int wanted = range.first() + (int) Math.round((double) frames * i / count);
            int start = segments > 0 ? wanted : nearKeyframe(index, wanted);
            if (start > starts.getLast() && start < range.end()) {
                starts.add(start);
            }
        }
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int first = starts.get(i);
            boolean last = i == starts.size() - 1;
            int end = last ? range.end() : starts.get(i + 1);
            long endPts = last && toTheEnd ? Long.MAX_VALUE : index.pts()[end];
            int lead = Math.max(0, first - leadFrames);
            // the very first frame has no lower bound: broken files show frames that no
            // packet announces
            tasks.add(
                    new Task(i, first == 0 ? Long.MIN_VALUE : index.pts()[first], endPts, seekPoint(index, lead, intra),
                            first == 0 ? Long.MIN_VALUE : index.pts()[lead], first - range.first(), end - first));
        }
        return tasks;
    }

    /**
     * The keyframe nearest to a frame, as long as the cut does not move by more than half
     * a segment.
     */
    private static int nearKeyframe(FrameIndex index, int frame) {
        int at = Arrays.binarySearch(index.keyframes(), frame);
        if (at >= 0) {
            return frame;
        }
        int after = -at - 1;
        int before = after > 0 ? index.keyframes()[after - 1] : 0;
        int next = after < index.keyframes().length ? index.keyframes()[after] : Integer.MAX_VALUE;
        return frame - before <= next - frame ? before : next;
    }

    /**
     * Where to start decoding for a frame: the keyframe at it or before; where frames
     * lean on each other the one before that, since what follows an open GOP's keyframe
     * may lean on what precedes it.
     */
    private static long seekPoint(FrameIndex index, int frame, boolean intra) {
        int at = Arrays.binarySearch(index.keyframes(), frame);
        int keyframe = at >= 0 ? at : -at - 2;
        if (!intra) {
            keyframe--;
        }
        return keyframe <= 0 ? Long.MIN_VALUE : index.pts()[index.keyframes()[keyframe]];
    }

}
