package dev.rushes.workers.tags;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * A clip over its time, as one would draw it: means of so many frames each.
 *
 * @param framesPerPoint 1 or more; the last point may stand for fewer
 * @param motion change from frame to frame, mean difference of luma, 0..1
 * @param sharpness 0 for plain or blurred pictures to 1 for edges of a pixel
 * @param exposure luma, 0..1
 * @param loudness greatest momentary loudness in LUFS, null where it is silent; null
 * without sound
 */
public record Curves(int framesPerPoint, List<Double> motion, List<Double> sharpness, List<Double> exposure,
        List<Double> loudness) {

    /** As many as pixels that a plot is wide. */
    private static final int MOST = 1200;

    /** Null if nobody looked. */
    static Curves of(Looks looks, Sounds sounds) {
        int frames = looks.frames();
        int step = Math.max(1, (frames + MOST - 1) / MOST);
        return new Curves(step, means(frames, step, looks::change), means(frames, step, looks::sharpness),
                means(frames, step, looks::light), sounds == null ? null : sounds.loudness(frames, step));
    }

    private static List<Double> means(int frames, int step, IntToDoubleFunction value) {
        List<Double> means = new ArrayList<>();
        for (int first = 0; first < frames; first += step) {
            int end = Math.min(frames, first + step);
            double sum = 0;
            for (int frame = first; frame < end; frame++) {
                sum += value.applyAsDouble(frame);
            }
            means.add(Facts.rounded(sum / (end - first), 4));
        }
        return means;
    }

}
