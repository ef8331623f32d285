package dev.rushes.workers.media;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Scene;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Finds hard cuts by looking at every frame once. A cut is where the picture changes much
 * more than it does around there, as PySceneDetect's adaptive detector has it: pans and
 * wild motion change much, but all the time.
 */
public final class Cuts {

    /** Mean difference of the three planes, of 255, below which nothing is a cut. */
    private static final double LEAST = 6;

    /** How much more a cut changes than what is around it. */
    private static final double RATIO = 3;

    /** Frames on either side that it is compared with. */
    private static final int AROUND = 3;

    /** More than anybody edits; what is beyond is one scene. */
    private static final int MOST = 20_000;

    private final List<Scene> scenes = new ArrayList<>();

    /** The latest changes, the one in the middle being judged. */
    private final Deque<Change> changes = new ArrayDeque<>();

    private byte[] last;

    /** From the frame before to the frame at a time. */
    private record Change(long pts, double amount) {

    }

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
        Cuts cuts = new Cuts();
        long startPts = index.exact() ? index.pts()[first] : first;
        long endPts = !index.exact() ? end : end < index.frames() ? index.pts()[end] : Long.MAX_VALUE;
        try (Decoder decoder = new Decoder(clip.path(), clip.video().frames() < 0, threads);
                Thumbnails thumbnails = new Thumbnails()) {
            if (first > 0 && index.exact()) {
                decoder.seek(startPts);
            }
            cuts.scenes.add(new Scene(startPts));
            AVFrame frame;
            while ((frame = decoder.next()) != null && frame.pts() < endPts) {
                if (monitor.cancelled()) {
                    throw Problem.cancelled();
                }
                if (frame.pts() >= startPts) {
                    cuts.see(frame.pts(), thumbnails.of(frame));
                }
            }
            for (int i = 0; i < AROUND; i++) {
                cuts.judge(new Change(Long.MAX_VALUE, 0));
            }
        }
        return List.copyOf(cuts.scenes);
    }

    private void see(long pts, byte[] thumbnail) {
        if (this.last != null) {
            judge(new Change(pts, difference(this.last, thumbnail)));
        }
        this.last = thumbnail;
    }

    private void judge(Change latest) {
        this.changes.add(latest);
        if (this.changes.size() > 2 * AROUND + 1) {
            this.changes.remove();
        }
        List<Change> all = List.copyOf(this.changes);
        int judged = all.size() - 1 - AROUND;
        if (judged < 0) {
            return;
        }
        double around = 0;
        for (int i = 0; i < all.size(); i++) {
            around += i == judged ? 0 : all.get(i).amount();
        }
        Change change = all.get(judged);
        double mean = around / (2 * AROUND);
        if (change.amount() >= LEAST && change.amount() >= RATIO * mean && this.scenes.size() < MOST) {
            this.scenes.add(new Scene(change.pts()));
        }
    }

    private static double difference(byte[] a, byte[] b) {
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xFF) - (b[i] & 0xFF));
        }
        return (double) sum / a.length;
    }

}
