package dev.rushes.workers.tags;

import java.util.ArrayList;
import java.util.List;

import dev.rushes.workers.media.Hearing;

/** Stretches of speech, out of how likely it is in each moment. */
final class Speech {

    /** From here on it begins, and below there it ends. */
    private static final double BEGINS = 0.5;

    private static final double ENDS = 0.35;

    /** Seconds: shorter pauses are within speech, and shorter speech is a noise. */
    private static final double PAUSE = 0.25;

    private static final double LEAST = 0.2;

    /** Seconds that are added at either end: words begin and end softly. */
    private static final double PAD = 0.03;

    private Speech() {
    }

    /**
     * In seconds from the first picture on.
     *
     * @param end exclusive
     */
    record Stretch(double start, double end) {

    }

    /** All of a clip, in order, with gaps between them. */
    static List<Stretch> of(float[] speech) {
        List<Stretch> found = new ArrayList<>();
        int first = -1;
        int last = -1;
        for (int i = 0; i < speech.length; i++) {
            if (speech[i] >= BEGINS || first >= 0 && speech[i] >= ENDS) {
                first = first < 0 ? i : first;
                last = i;
            }
            else if (first >= 0 && (i - last) * Hearing.SPEECH_SECONDS > PAUSE) {
                add(found, first, last);
                first = -1;
            }
        }
        if (first >= 0) {
            add(found, first, last);
        }
        return found;
    }

    private static void add(List<Stretch> found, int first, int last) {
        double start = first * Hearing.SPEECH_SECONDS;
        double end = (last + 1) * Hearing.SPEECH_SECONDS;
        if (end - start >= LEAST) {
            found.add(new Stretch(Math.max(0, start - PAD), end + PAD));
        }
    }

}
