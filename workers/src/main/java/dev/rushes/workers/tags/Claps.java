package dev.rushes.workers.tags;

import java.util.ArrayList;
import java.util.List;

import dev.rushes.workers.media.Hearing;

/**
 * Finds claps, of slates and of hands: a bright sound out of quiet that is gone at once.
 */
final class Claps {

    /** Amplitude: what is quieter synchronises nothing. */
    private static final double LEAST_PEAK = 0.03;

    /** How much louder it is than what is before and behind: 14 dB. */
    private static final double LOUDER = 5;

    /** Of {@link Hearing#brightness}: a sine of 2.2 kHz. */
    private static final double BRIGHT = 0.08;

    /** Hundredths of a second that have to be quiet before it. */
    private static final int BEFORE = 20;

    /** And behind it: the room answers at first. */
    private static final int ANSWER = 15;

    private static final int BEHIND = 35;

    private Claps() {
    }

    /** Times in seconds, from the first picture on. */
    static List<Double> of(Hearing heard) {
        float[] peaks = heard.peaks();
        List<Double> found = new ArrayList<>();
        for (int i = 1; i < peaks.length; i++) {
            if (peaks[i] >= LEAST_PEAK && LOUDER * most(peaks, i - BEFORE, i - 1) < peaks[i]
                    && LOUDER * most(peaks, i + ANSWER, i + BEHIND) < peaks[i]
                    && peaks[i] >= most(peaks, i + 2, i + ANSWER) && heard.brightness()[i] >= BRIGHT) {
                // the sound may begin in the hundredth before
                int onset = LOUDER * peaks[i - 1] > peaks[i] ? i - 1 : i;
                found.add((double) onset / Hearing.PEAKS);
                i += ANSWER;
            }
        }
        return found;
    }

    private static float most(float[] peaks, int first, int end) {
        float most = 0;
        for (int i = Math.max(0, first); i < Math.min(end, peaks.length); i++) {
            most = Math.max(most, peaks[i]);
        }
        return most;
    }

}
