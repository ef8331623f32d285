package dev.rushes.workers.media;

import dev.rushes.workers.shots.Sketch;

/**
 * A frame as it is looked at.
 *
 * @param frame its number, from 0
 * @param sketch 48 x 27 samples each of Y, Cb and Cr of the picture as it is coded
 * @param picture the picture upright, or null where sketches are enough
 */
public record View(int frame, Sketch sketch, Screenshot picture) {

    /** Presentation time in the stream's ticks. */
    public long pts() {
        return sketch.pts();
    }

}
