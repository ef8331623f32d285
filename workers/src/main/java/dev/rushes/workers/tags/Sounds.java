package dev.rushes.workers.tags;

import dev.rushes.workers.media.Hearing;

/** Sums up how stretches of a clip sound. */
final class Sounds {

    /**
     * Of EBU R 128: quieter blocks count for nothing, and those so far below the rest.
     */
    private static final double ABSOLUTE_GATE = -70;

    private static final double RELATIVE_GATE = -10;

    /** Amplitude: 50 dB below full scale is a quiet room. */
    private static final double SILENCE = 0.00316;

    /** Pauses between words are no silence. */
    private static final int LEAST = 3 * Hearing.PEAKS / 10;

    private static final double OFFSET = -0.691;

    private final Hearing heard;

    Sounds(Hearing heard) {
        this.heard = heard;
    }

    ClipTags.Loudness loudness() {
        double integrated = this.heard.integrated();
        double peak = this.heard.truePeak();
        return new ClipTags.Loudness(Double.isNaN(integrated) ? null : Facts.rounded(integrated, 1),
                Facts.rounded(this.heard.range(), 1), Double.isInfinite(peak) ? null : Facts.rounded(peak, 1));
    }

    /** What is heard from one time to another, in seconds since the first frame. */
    Shot.AudioFacts between(double start, double end) {
        return new Shot.AudioFacts(loudness(start, end), Facts.rounded(silence(start, end), 3));
    }

    /** Null if nothing is loud enough. */
    private Double loudness(double start, double end) {
        // a block ends with its tenth and holds the three before it
        int first = Math.max(0, (int) Math.floor(start * Hearing.BLOCKS) + 3);
        int last = Math.min(this.heard.momentary().length, (int) Math.floor(end * Hearing.BLOCKS));
        double ungated = mean(first, last, ABSOLUTE_GATE);
        if (Double.isNaN(ungated)) {
            return null;
        }
        return Facts.rounded(mean(first, last, Math.max(ABSOLUTE_GATE, ungated + RELATIVE_GATE)), 1);
    }

    private double mean(int first, int last, double gate) {
        double sum = 0;
        int count = 0;
        for (int i = first; i < last; i++) {
            float block = this.heard.momentary()[i];
            if (block > gate) {
                sum += Math.pow(10, (block - OFFSET) / 10);
                count++;
            }
        }
        return count == 0 ? Double.NaN : OFFSET + 10 * Math.log10(sum / count);
    }

    private double silence(double start, double end) {
        float[] peaks = this.heard.peaks();
        int first = (int) Math.round(start * Hearing.PEAKS);
        int last = (int) Math.round(end * Hearing.PEAKS);
        if (last <= first) {
            return 0;
        }
        // after its end there is none
        int silent = Run
            .of(last - first, Math.min(LEAST, last - first),
                    (i) -> first + i >= peaks.length || peaks[first + i] < SILENCE)
            .stream()
            .mapToInt(Run::length)
            .sum();
        return (double) silent / (last - first);
    }

}
