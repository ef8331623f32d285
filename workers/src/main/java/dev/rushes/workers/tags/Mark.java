package dev.rushes.workers.tags;

/**
 * A place in a clip.
 *
 * @param frame from 0
 * @param timecode of the clip if it has one, else counted from 00:00:00:00
 * @param seconds since the clip's first frame, exactly, as "num/den"
 */
public record Mark(int frame, String timecode, String seconds) {

}
