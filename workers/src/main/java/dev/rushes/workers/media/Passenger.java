package dev.rushes.workers.media;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** A stream that travels with the picture. */
interface Passenger extends AutoCloseable {

    /** Called when the master's header is written and its clocks are settled. */
    void begin();

    /**
     * Takes a packet of the source's stream, its times already the master's, in the
     * source's ticks.
     */
    void carry(AVPacket packet);

    /** Whatever is still inside comes out. */
    void finish();

    @Override
    void close();

}
