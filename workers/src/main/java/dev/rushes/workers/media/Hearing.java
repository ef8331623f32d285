package dev.rushes.workers.media;

import java.util.BitSet;

/**
 * A clip's first sound as it was measured, from the first picture on.
 *
 * @param integrated loudness of the whole by EBU R 128 in LUFS, or NaN if nothing is loud
 * enough to be measured
 * @param range loudness range in LU, 0 or more
 * @param truePeak in dBTP; -infinity for digital silence
 * @param momentary loudness in LUFS of the 400 ms that end with each tenth of a second;
 * -infinity for silence
 * @param peaks greatest amplitude of any channel in each hundredth of a second, 1 for
 * full scale
 * @param brightness of each such hundredth: energy of the differences from sample to
 * sample over that of the samples, 0 for low sound to 4 for the highest
 * @param speech how sure it is that there is speech in each 32 ms, 0..1; null if nobody
 * listened for it
 * @param clipped in which of these hundredths a channel stays at full scale for three
 * samples or more
 * @param channels root mean square of each over the whole, 1 for full scale
 * @param correlation of the first two channels, -1..1; NaN if there is but one or one is
 * silent
 */
public record Hearing(double integrated, double range, double truePeak, float[] momentary, float[] peaks,
        float[] brightness, float[] speech, BitSet clipped, double[] channels, double correlation) {

    /** Peaks a second. */
    public static final int PEAKS = 100;

    /** Seconds behind one value of {@link #speech}. */
    public static final double SPEECH_SECONDS = 0.032;

    /** Values of momentary loudness a second. */
    public static final int BLOCKS = 10;

}
