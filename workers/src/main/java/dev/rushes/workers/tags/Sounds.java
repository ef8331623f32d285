package dev.rushes.workers.tags;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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

    private final Ruler ruler;

    /** Null if nobody listened for it. */
    private final List<Speech.Stretch> speech;

    private final List<Double> claps;

    Sounds(Hearing heard, Ruler ruler) {
        this.heard = heard;
        this.ruler = ruler;
        this.speech = heard.speech() == null ? null : Speech.of(heard.speech());
        this.claps = Claps.of(heard);
    }

    ClipTags.Loudness loudness() {
        double integrated = this.heard.integrated();
        double peak = this.heard.truePeak();
        return new ClipTags.Loudness(Double.isNaN(integrated) ? null : Facts.rounded(integrated, 1),
                Facts.rounded(this.heard.range(), 1), Double.isInfinite(peak) ? null : Facts.rounded(peak, 1));
    }

    /** The frame in which the first sound is heard, or null if none is. */
    Mark first() {
        float[] peaks = this.heard.peaks();
        return IntStream.range(0, peaks.length)
            .filter((i) -> peaks[i] >= SILENCE)
            .mapToObj((i) -> this.ruler.mark(this.ruler.frameAt((double) i / Hearing.PEAKS)))
            .findFirst()
            .orElse(null);
    }

    /** The frame in which the last sound is heard, or null if none is. */
    Mark last() {
        float[] peaks = this.heard.peaks();
        return IntStream.iterate(peaks.length - 1, (i) -> i >= 0, (i) -> i - 1)
            .filter((i) -> peaks[i] >= SILENCE)
            .mapToObj((i) -> this.ruler.mark(this.ruler.frameAt((double) i / Hearing.PEAKS)))
            .findFirst()
            .orElse(null);
    }

    /** What is heard from one frame to another, end exclusive. */
    Shot.AudioFacts between(int first, int end) {
        double start = this.ruler.seconds(first).value();
        double stop = this.ruler.seconds(end).value();
        Double ratio = null;
        List<List<Integer>> frames = null;
        if (this.speech != null) {
            List<Speech.Stretch> inside = this.speech.stream()
                .filter((stretch) -> stretch.end() > start && stretch.start() < stop)
                .map((stretch) -> new Speech.Stretch(Math.max(start, stretch.start()), Math.min(stop, stretch.end())))
                .toList();
            double spoken = inside.stream().mapToDouble((stretch) -> stretch.end() - stretch.start()).sum();
            ratio = stop > start ? Facts.rounded(spoken / (stop - start), 3) : 0;
            frames = inside.stream()
                .map((stretch) -> List.of(this.ruler.frameAt(stretch.start()),
                        Math.min(end, this.ruler.frameAt(stretch.end()) + 1)))
                .toList();
        }
        List<Integer> claps = this.claps.stream()
            .map(this.ruler::frameAt)
            .filter((frame) -> frame >= first && frame < end)
            .toList();
        return new Shot.AudioFacts(loudness(start, stop), Facts.rounded(silence(start, stop), 3), ratio, frames, claps);
    }

    /**
     * The greatest momentary loudness of every so many frames; null where it is silent.
     */
    List<Double> loudness(int frames, int step) {
        List<Double> points = new ArrayList<>();
        for (int first = 0; first < frames; first += step) {
            int from = (int) (this.ruler.seconds(first).value() * Hearing.BLOCKS);
            int to = (int) Math.ceil(this.ruler.seconds(Math.min(frames, first + step)).value() * Hearing.BLOCKS);
            double most = ABSOLUTE_GATE;
            for (int i = Math.max(0, from); i < Math.min(this.heard.momentary().length, Math.max(to, from + 1)); i++) {
                most = Math.max(most, this.heard.momentary()[i]);
            }
            points.add(most > ABSOLUTE_GATE ? Facts.rounded(most, 1) : null);
        }
        return points;
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
