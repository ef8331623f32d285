import java.util.ArrayList;
import java.util.List;

import dev.rushes.workers.shots.Transition;

/** Matches what was found with what is there, one to one, as TRECVID does. */
final class Score {

    final int[] cuts = new int[3];

    final int[] near = new int[3];

    final int[] gradual = new int[3];

    int named;

    /** Counts one reel. */
    void add(List<Transition> truth, List<Transition> found) {
        match(only(truth, true), only(found, true), 0, cuts);
        match(only(truth, true), only(found, true), 1, near);
        match(only(truth, false), only(found, false), -1, gradual);
        for (Transition there : only(truth, false)) {
            named += only(found, false).stream().anyMatch((t) -> overlap(there, t) && t.type() == there.type()) ? 1 : 0;
        }
    }

    private static List<Transition> only(List<Transition> all, boolean cuts) {
        return all.stream().filter((t) -> cuts == (t.type() == Transition.Type.CUT)).toList();
    }

    private static boolean overlap(Transition one, Transition other) {
        return one.firstFrame() < other.endFrame() && other.firstFrame() < one.endFrame();
    }

    /** Hits, truth and found are counted on; -1 as tolerance wants frames in common. */
    private static void match(List<Transition> truth, List<Transition> found, int tolerance, int[] into) {
        List<Transition> left = new ArrayList<>(found);
        for (Transition there : truth) {
            for (Transition here : left) {
                if (tolerance < 0 ? overlap(there, here) : Math.abs(there.firstFrame() - here.firstFrame()) <= tolerance) {
                    left.remove(here);
                    into[0]++;
                    break;
                }
            }
        }
        into[1] += truth.size();
        into[2] += found.size();
    }

    static double f1(int[] counts) {
        return 2.0 * counts[0] / (counts[1] + counts[2]);
    }

    @Override
    public String toString() {
        return "cuts F1 %.4f (hit %d of %d, found %d), within 1: %.4f; gradual F1 %.4f (hit %d of %d, found %d, %d named)"
            .formatted(f1(cuts), cuts[0], cuts[1], cuts[2], f1(near), f1(gradual), gradual[0], gradual[1], gradual[2], named);
    }

}
