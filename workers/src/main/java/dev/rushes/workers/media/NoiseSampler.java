package dev.rushes.workers.media;

import java.util.ArrayList;
import java.util.List;

import dev.rushes.models.NoiseEstimate;
import dev.rushes.models.NoiseEstimator;
import dev.rushes.models.Picture;
import dev.rushes.models.PicturePool;
import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Processing;
import dev.rushes.workers.job.Task;

/** Measures a clip's noise on a few frames spread over it. */
public final class NoiseSampler {

    private static final int PLACES = 5;

    private NoiseSampler() {
    }

    /**
     * Measures.
     * @param first, end indexes of the frames to look at, end exclusive
     */
    public static NoiseEstimate measure(ClipInfo clip, FrameIndex index, int first, int end, ColourRules colour,
            Interlace interlace, int threads, Monitor monitor) {
        Processing plain = new Processing(interlace.order(), interlace.telecined(), null, interlace.reason(),
                colour.colour(), List.of(), "point", List.of(), List.of());
        int places = index.exact() ? Math.min(PLACES, end - first) : 1;
        List<Picture> pictures = new ArrayList<>();
        try (PicturePool pool = new PicturePool()) {
            try {
                for (int i = 0; i < places; i++) {
                    if (monitor.cancelled()) {
                        throw Problem.cancelled();
                    }
                    // from the middle of each stretch: clips like to begin and end in
                    // black
                    int frame = first + (int) ((end - first) * (2L * i + 1) / (2L * places));
                    long pts = index.exact() ? index.pts()[frame] : 0;
                    Task one = new Task(0, pts, Long.MAX_VALUE, index.exact() && frame > 0 ? pts : Long.MIN_VALUE,
                            Long.MIN_VALUE, 0, 1);
                    try (SegmentSource source = new SegmentSource(clip, plain, one, pool, threads)) {
                        Frame found = source.next();
                        if (found != null) {
                            pictures.add(found.picture());
                        }
                    }
                }
                return NoiseEstimator.estimate(pictures);
            }
            finally {
                pictures.forEach(Picture::close);
            }
        }
    }

}
