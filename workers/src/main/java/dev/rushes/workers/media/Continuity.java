package dev.rushes.workers.media;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * One stream's clock where recordings were joined end to end, as broadcasts and split
 * files are with {@code cat}: it begins anew in the middle, and no muxer takes time that
 * runs backwards. What comes after follows what was before, as the pictures do.
 */
final class Continuity {

    /** A second; less is the disorder of a careless writer and not another recording. */
    private final long jump;

    private long offset;

    private long last = Av.NOPTS;

    private long expected;

    Continuity(AVRational clock) {
        this.jump = clock.den() / Math.max(1, clock.num());
    }

    /** Moves a packet's time stamps, which are in the stream's clock, if need be. */
    void mend(AVPacket packet) {
        long time = packet.dts() == Av.NOPTS ? packet.pts() : packet.dts();
        if (time == Av.NOPTS) {
            return;
        }
        if (this.last != Av.NOPTS && time + this.offset < this.last - this.jump) {
            this.offset = this.expected - time;
        }
        if (packet.dts() != Av.NOPTS) {
            packet.dts(packet.dts() + this.offset);
        }
        if (packet.pts() != Av.NOPTS) {
            packet.pts(packet.pts() + this.offset);
        }
        this.last = time + this.offset;
        this.expected = this.last + Math.max(1, packet.duration());
    }

}
