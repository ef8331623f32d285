package dev.rushes.workers.media;

/** Frames in time, pulled one after the other. */
public interface FrameSource extends AutoCloseable {

    /** The next frame, which the caller then owns, or null at the end. */
    Frame next();

    /** Stops, whatever is left, and frees everything. */
    @Override
    void close();

}
