package dev.rushes.workers.tags;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A stretch in which something holds all the time.
 *
 * @param first, end exclusive
 */
record Run(int first, int end) {

    /**
     * All stretches that are long enough.
     * @param count of the places to look at
     * @param least length of a stretch
     */
    static List<Run> of(int count, int least, IntPredicate holds) {
        List<Run> runs = new ArrayList<>();
        int first = -1;
        for (int i = 0; i <= count; i++) {
            boolean inside = i < count && holds.test(i);
            if (inside && first < 0) {
                first = i;
            }
            else if (!inside && first >= 0) {
                if (i - first >= least) {
                    runs.add(new Run(first, i));
                }
                first = -1;
            }
        }
        return runs;
    }

    int length() {
        return end - first;
    }

}
