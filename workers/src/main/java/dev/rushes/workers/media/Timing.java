package dev.rushes.workers.media;

import static org.bytedeco.ffmpeg.global.avformat.av_guess_frame_rate;

import java.util.ArrayList;
import java.util.List;

import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * A clip's clock.
 *
 * @param timeBase of its presentation times
 * @param rate exact nominal frame rate
 * @param constant whether every frame lies on the rate's grid
 */
record Timing(Rational timeBase, Rational rate, boolean constant) {

    private static final List<Rational> STANDARD = List.of(new Rational(24000, 1001), new Rational(24, 1),
            new Rational(25, 1), new Rational(30000, 1001), new Rational(30, 1), new Rational(48000, 1001),
            new Rational(48, 1), new Rational(50, 1), new Rational(60000, 1001), new Rational(60, 1),
            new Rational(100, 1), new Rational(120000, 1001), new Rational(120, 1));

    /** Rates of film that players pull down to 29.97 and 30. */
    private static final List<Rational> FILM = List.of(new Rational(24000, 1001), new Rational(24, 1));

    private static final Rational FASTEST = new Rational(1000, 1);

    /** Seconds a tick; containers with a clock of their own have 1/600 or finer. */
    private static final double COARSE = 0.0005;

    private static final Rational FALLBACK = new Rational(25, 1);

    static Timing of(AVFormatContext context, AVStream stream, FrameIndex index) {
        Rational timeBase = Av.rational(stream.time_base());
        List<Rational> candidates = new ArrayList<>();
        candidates.add(Av.rational(stream.r_frame_rate()));
        candidates.add(Av.rational(stream.avg_frame_rate()));
        candidates.add(Av.rational(av_guess_frame_rate(context, stream, null)));
        candidates.removeIf(r -> r.num() <= 0 || r.compareTo(FASTEST) > 0);
        Rational tagged = candidates.isEmpty() ? FALLBACK : candidates.getFirst();
        if (!index.exact()) {
            // no time stamps to go by: one frame after the other at the tagged rate
            return new Timing(tagged.inverse(), tagged, true);
        }
        if (index.frames() < 3) {
            return new Timing(timeBase, tagged, true);
        }
        // FFmpeg guesses rates from a coarse clock (19001/317 from Matroska's
        // milliseconds): a standard rate goes before those, a tagged standard one before
        // all
        List<Rational> likely = new ArrayList<>(candidates.stream().filter(STANDARD::contains).toList());
        if (timeBase.value() > COARSE) {
            likely.addAll(STANDARD);
        }
        likely.addAll(candidates);
        likely.addAll(STANDARD);
        for (Rational rate : likely) {
            if (index.isConstant(rate)) {
                return new Timing(timeBase, rate, true);
            }
        }
        for (Rational film : FILM) {
            if (index.isPulledDown(film)) {
                return new Timing(timeBase, film, false);
            }
        }
        return new Timing(timeBase, average(index, tagged), false);
    }

    /**
     * The standard rate within half a percent of the measured average, else the tagged.
     */
    private static Rational average(FrameIndex index, Rational tagged) {
        double seconds = index.timeBase().value() * (index.end() - index.pts()[0]);
        double measured = index.frames() / seconds;
        return STANDARD.stream()
            .filter(r -> Math.abs(r.value() / measured - 1) < 0.005)
            .min((a, b) -> Double.compare(Math.abs(a.value() - measured), Math.abs(b.value() - measured)))
            .orElse(tagged);
    }

}
