package dev.rushes.workers.media;

import dev.rushes.models.Picture;

/**
 * A picture and when it is shown.
 *
 * @param picture owned by whoever holds the frame
 * @param pts presentation time in the stream's ticks
 */
public record Frame(Picture picture, long pts) implements AutoCloseable {

    @Override
    public void close() {
        picture.close();
    }

}
