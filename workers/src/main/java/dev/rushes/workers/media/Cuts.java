package dev.rushes.workers.media;

import java.util.List;
import java.util.stream.Stream;

import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Scene;
import dev.rushes.workers.shots.CutDetector;
import dev.rushes.workers.shots.Sketch;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Finds a clip's hard cuts by looking at every frame once. */
public final class Cuts {

    private Cuts() {
    }

    /**
     * Looks at all frames that a job may read.
     * @param first, end indexes of the frames, end exclusive
     * @param threads for the decoder
     * @return the scenes, one at least
     * @throws Problem CANCELLED
     */
    public static List<Scene> find(ClipInfo clip, FrameIndex index, int first, int end, int threads, Monitor monitor) {
        CutDetector detector = new CutDetector();
        long startPts = index.exact() ? index.pts()[first] : first;
        long endPts = !index.exact() ? end : end < index.frames() ? index.pts()[end] : Long.MAX_VALUE;
        try (Decoder decoder = new Decoder(clip.path(), clip.video().frames() < 0, threads);
                Thumbnails thumbnails = new Thumbnails()) {
            if (first > 0 && index.exact()) {
                decoder.seek(startPts);
            }
            AVFrame frame;
            while ((frame = decoder.next()) != null && frame.pts() < endPts) {
                if (monitor.cancelled()) {
                    throw Problem.cancelled();
                }
                if (frame.pts() >= startPts) {
                    detector.see(new Sketch(frame.pts(), thumbnails.of(frame)));
                }
            }
        }
        return Stream
            .concat(Stream.of(new Scene(startPts)),
                    detector.finish().stream().map((transition) -> new Scene(transition.pts())))
            .toList();
    }

}
