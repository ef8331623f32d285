package dev.rushes.workers.media;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.rushes.models.NoiseEstimate;
import dev.rushes.models.NoiseEstimator;
import dev.rushes.models.Picture;
import dev.rushes.models.PicturePool;
import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Processing;
import dev.rushes.workers.job.Scene;
import dev.rushes.workers.job.Task;

/**
 * Measures the noise of a clip's scenes on a few frames of each. Where there are very
 * many, some are taken for as noisy as the nearest that was measured.
 */
public final class NoiseSampler {

    /** Frames that are decoded for it in all. */
    private static final int MOST = 120;

    /** Of one scene among others, and of the only one. */
    private static final int OF_SCENE = 3;

    private static final int OF_CLIP = 5;

    private final ClipInfo clip;

    private final FrameIndex index;

    private final Processing plain;

    private final int threads;

    private final Monitor monitor;

    /** For a clip whose pictures are read as they will be restored. */
    public NoiseSampler(ClipInfo clip, FrameIndex index, ColourRules colour, Interlace interlace, int threads,
            Monitor monitor) {
        this.clip = clip;
        this.index = index;
        this.plain = new Processing(interlace.order(), interlace.telecined(), null, interlace.reason(), colour.colour(),
                List.of(), "point", "point", List.of(), List.of());
        this.threads = threads;
        this.monitor = monitor;
    }

    /**
     * Measures.
     * @param scenes in order
     * @param first, end indexes of the frames to look at, end exclusive
     * @return one for each scene
     * @throws Problem CANCELLED
     */
    public List<NoiseEstimate> measure(List<Scene> scenes, int first, int end) {
        if (!this.index.exact()) {
            return Collections.nCopies(scenes.size(), estimate(0, 1, 1));
        }
        // every so many scenes, the one in the middle of them
        int stride = (scenes.size() + MOST - 1) / MOST;
        int places = scenes.size() == 1 ? OF_CLIP : Math.clamp(MOST / scenes.size(), 1, OF_SCENE);
        List<NoiseEstimate> found = new ArrayList<>();
        for (int from = 0; from < scenes.size(); from += stride) {
            int of = Math.min(from + stride / 2, scenes.size() - 1);
            int begin = of == 0 ? first : frame(scenes.get(of), end);
            int until = of + 1 < scenes.size() ? frame(scenes.get(of + 1), end) : end;
            NoiseEstimate estimate = estimate(begin, Math.max(begin + 1, until), places);
            for (int scene = from; scene < Math.min(from + stride, scenes.size()); scene++) {
                found.add(estimate);
            }
        }
        return found;
    }

    /** The first of a scene; damaged files show some that no packet announces. */
    private int frame(Scene scene, int end) {
        return Math.min(this.index.atOrAfter(scene.startPts()), end - 1);
    }

    private NoiseEstimate estimate(int first, int end, int most) {
        int places = Math.min(most, end - first);
        List<Picture> pictures = new ArrayList<>();
        try (PicturePool pool = new PicturePool()) {
            try {
                for (int i = 0; i < places; i++) {
                    if (this.monitor.cancelled()) {
                        throw Problem.cancelled();
                    }
                    // from the middle of each stretch: scenes like to begin and end in
                    // black
                    read(first + (int) ((end - first) * (2L * i + 1) / (2L * places)), pool, pictures);
                }
                return NoiseEstimator.estimate(pictures);
            }
            finally {
                pictures.forEach(Picture::close);
            }
        }
    }

    private void read(int frame, PicturePool pool, List<Picture> pictures) {
        boolean exact = this.index.exact();
        long pts = exact ? this.index.pts()[frame] : 0;
        Task one = new Task(0, pts, Long.MAX_VALUE, exact && frame > 0 ? pts : Long.MIN_VALUE, Long.MIN_VALUE, 0, 1);
        try (SegmentSource source = new SegmentSource(this.clip, this.plain, one, pool, this.threads)) {
            Frame found = source.next();
            if (found != null) {
                pictures.add(found.picture());
            }
        }
    }

}
