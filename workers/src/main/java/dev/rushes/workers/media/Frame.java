package dev.rushes.workers.media;

import dev.rushes.models.Picture;

/**
 * A picture and when it is shown.
 *
 * @param picture owned by whoever holds the frame
 * @param pts presentation time in the stream's ticks
 * @param untouched whether it is as it was decoded though others are not, so that its
 * chroma is converted back as it came
 */
public record Frame(Picture picture, long pts, boolean untouched) implements AutoCloseable {

    public Frame(Picture picture, long pts) {
        this(picture, pts, false);
    }

    /** Another picture with this one's history at another time. */
    public Frame with(Picture another, long time) {
        return new Frame(another, time, untouched);
    }

    @Override
    public void close() {
        picture.close();
    }

}
