package dev.rushes.workers.shots;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds hard cuts where one too many does no harm, as between scenes whose noise is
 * measured, however short they are. A cut is where the picture changes much more than it
 * does around there, as PySceneDetect's adaptive detector has it: pans and wild motion
 * change much, but all the time.
 */
public final class CutDetector {

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

    /** From the frame before to this one; no amount where there is no frame. */
    private record Change(int frame, long pts, double amount) {

        private static final Change NONE = new Change(0, 0, Double.NaN);

    }

    public CutDetector() {
        this.changes.addAll(Collections.nCopies(AROUND, Change.NONE));
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
            judge(Change.NONE);
        }
        return List.copyOf(this.found);
    }

    private void judge(Change latest) {
        this.changes.add(latest);
        if (this.changes.size() <= 2 * AROUND) {
            return;
        }
        List<Change> all = List.copyOf(this.changes);
        this.changes.remove();
        Change change = all.get(AROUND);
        double around = IntStream.range(0, all.size())
            .filter((i) -> i != AROUND)
            .mapToDouble((i) -> all.get(i).amount())
            .filter((amount) -> !Double.isNaN(amount))
            .average()
            .orElse(0);
        if (change.amount() >= LEAST && change.amount() >= RATIO * around && this.found.size() < MOST) {
            // from even odds at the threshold to none left at three times it
            double clear = Math.min(change.amount() / LEAST, change.amount() / Math.max(1, RATIO * around));
            this.found.add(new Transition(change.frame(), change.frame(), change.pts(), Transition.Type.CUT,
                    Math.min(1, 0.5 + (clear - 1) / 4)));
        }
    }

}
