package dev.rushes.workers.job;

/**
 * One self-contained segment of a plan.
 *
 * @param index from 0
 * @param startPts first frame's presentation time in the video stream's time base,
 * inclusive
 * @param endPts presentation time at which the segment ends, exclusive;
 * {@link Long#MAX_VALUE} for "to the end"
 * @param seekPts presentation time of the keyframe where decoding starts;
 * {@link Long#MIN_VALUE} for "at the beginning"
 * @param leadPts presentation time from which frames are shown to filters with a memory,
 * so that a segment's first frame comes out as if there were no edge
 * @param firstFrame index of the segment's first frame in the output, from 0
 * @param frames how many frames the container lists in it, or -1 if it does not say
 */
public record Task(int index, long startPts, long endPts, long seekPts, long leadPts, long firstFrame, long frames) {

}
