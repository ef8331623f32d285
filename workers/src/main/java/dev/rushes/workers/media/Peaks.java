package dev.rushes.workers.media;

import java.util.Arrays;

/**
 * The outline of a sound: its greatest amplitude in each of some thousand equal
 * stretches, however long it is.
 */
final class Peaks {

    /** More than a page is wide; halved when it is full. */
    private static final int MOST = 4096;

    private final float[] heights = new float[MOST];

    private long stretch;

    private int full;

    private long filled;

    /**
     * An empty outline.
     * @param stretch samples to begin with
     */
    Peaks(long stretch) {
        this.stretch = Math.max(1, stretch);
    }

    /** Adds the amplitude of one sample, 0 to 1. */
    void add(float amplitude) {
        if (amplitude > this.heights[this.full]) {
            this.heights[this.full] = amplitude;
        }
        if (++this.filled == this.stretch) {
            this.filled = 0;
            if (++this.full == MOST) {
                halve();
            }
        }
    }

    private void halve() {
        for (int i = 0; i < MOST / 2; i++) {
            this.heights[i] = Math.max(this.heights[2 * i], this.heights[2 * i + 1]);
        }
        Arrays.fill(this.heights, MOST / 2, MOST, 0);
        this.full = MOST / 2;
        this.stretch *= 2;
    }

    /** The outline so far, for a page. */
    Waveform waveform(int sampleRate) {
        int count = this.full + (this.filled > 0 ? 1 : 0);
        int[] heights = new int[count];
        for (int i = 0; i < count; i++) {
            heights[i] = Math.round(Math.min(1, this.heights[i]) * Waveform.FULL_SCALE);
        }
        return new Waveform(Waveform.SCHEMA, sampleRate, this.stretch, heights);
    }

}
