package dev.rushes.workers.media;

/** Takes frames in the order of their times. */
public interface FrameSink extends AutoCloseable {

    /** Takes a frame over and closes it when it is used up. */
    void accept(Frame frame);

    /** Flushes and completes the output; nothing may follow. */
    void finish();

    /** Frees everything; without {@link #finish} before, the output is discarded. */
    @Override
    void close();

}
