package dev.rushes.workers.job;

import dev.rushes.models.Noise;

/**
 * A part of a clip between two cuts.
 *
 * @param startPts presentation time of its first frame in ticks of the video stream; it
 * ends where the next begins
 * @param noise that was measured in it and is worth removing; null if it is clean, or
 * nobody measured
 */
public record Scene(long startPts, Noise noise) {

    /** Of a scene that nobody measured. */
    public Scene(long startPts) {
        this(startPts, null);
    }

}
