package dev.rushes.workers.shots;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds hard cuts. A cut is where the picture changes much more than it does around
 * there, as PySceneDetect's adaptive detector has it: pans and wild motion change much,
 * but all the time.
 */
public final class ShotDetector {

    /** Mean difference of the samples, of 255, below which nothing is a cut. */
    private static final double LEAST = 6;

    /** How much more a cut changes than what is around it. */
    private static final double RATIO = 3;

    /** Frames on either side that it is compared with. */
    private static final int AROUND = 3;

    /** More than anybody edits; what is beyond is one shot. */
    private static final int MOST = 20_000;

    private final List<Transition> found = new ArrayList<>();

    /** The latest changes, the one in the middle being judged. */
    private final Deque<Change> changes = new ArrayDeque<>();

    private Sketch last;

    private int frame;

    /** From the frame before to this one. */
    private record Change(int frame, long pts, double amount) {

    }

    /** Sees the next frame in the order of presentation. */
    public void see(Sketch sketch) {
        if (this.last != null) {
            judge(new Change(this.frame, sketch.pts(), this.last.difference(sketch)));
        }
        this.last = sketch;
        this.frame++;
    }

    /** All that were found, in order, when there are no more frames. */
    public List<Transition> finish() {
        for (int i = 0; i < AROUND; i++) {
            judge(new Change(Integer.MAX_VALUE, Long.MAX_VALUE, 0));
        }
        return List.copyOf(this.found);
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
        if (change.amount() >= LEAST && change.amount() >= RATIO * mean && this.found.size() < MOST) {
            // from even odds at the threshold to none left at three times it
            double clear = Math.min(change.amount() / LEAST, change.amount() / Math.max(1, RATIO * mean));
            this.found.add(new Transition(change.frame(), change.frame(), change.pts(), Transition.Type.CUT,
                    Math.min(1, 0.5 + (clear - 1) / 4)));
        }
    }

}
