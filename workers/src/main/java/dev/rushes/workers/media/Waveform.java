package dev.rushes.workers.media;

/**
 * The outline of a clip's sound for a page.
 *
 * @param schema "rushes.waveform/1"
 * @param sampleRate in Hz
 * @param samplesPerPeak how many samples a peak stands for; the last may have fewer
 * @param peaks greatest amplitude of the stretch, 0 to 255 for full scale
 */
public record Waveform(String schema, int sampleRate, long samplesPerPeak, int[] peaks) {

    public static final String SCHEMA = "rushes.waveform/1";

    static final int FULL_SCALE = 255;

}
