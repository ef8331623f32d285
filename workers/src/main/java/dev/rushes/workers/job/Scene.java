package dev.rushes.workers.job;

/**
 * A part of a clip between two cuts.
 *
 * @param startPts presentation time of its first frame in ticks of the video stream; it
 * ends where the next begins
 */
public record Scene(long startPts) {

}
