package dev.rushes.workers.media;

import dev.rushes.models.PicturePool;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Processing;
import dev.rushes.workers.job.Task;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * The pictures of one segment, exactly those whose times lie in it. Decoding starts at a
 * keyframe before; filters with a memory see the frames on both sides of the edges.
 */
public final class SegmentSource implements FrameSource {

    private final Decoder decoder;

    private final ToPicture conversion;

    private final Task task;

    private boolean drained;

    private boolean done;

    private long decoded;

    /**
     * Opens a segment.
     * @param threads for the decoder
     */
    public SegmentSource(ClipInfo clip, Processing processing, Task task, PicturePool pool, int threads) {
        this.task = task;
        boolean counted = clip.video().frames() < 0;
        this.decoder = new Decoder(clip.path(), counted, threads);
        try {
            if (task.seekPts() != Long.MIN_VALUE) {
                this.decoder.seek(task.seekPts());
            }
            this.conversion = new ToPicture(processing, clip.video().width(), clip.video().height(),
                    clip.video().alpha(), Rational.parse(clip.video().timeBase()), pool);
        }
        catch (RuntimeException ex) {
            this.decoder.close();
            throw ex;
        }
    }

    @Override
    public Frame next() {
        while (!this.done) {
            Frame frame = this.conversion.pull();
            if (frame != null) {
                if (frame.pts() >= this.task.endPts()) {
                    frame.close();
                    this.done = true;
                }
                else if (frame.pts() < this.task.startPts()) {
                    frame.close();
                }
                else {
                    this.decoded++;
                    return frame;
                }
            }
            else if (this.drained) {
                this.done = true;
            }
            else {
                decodeOne();
            }
        }
        return null;
    }

    private void decodeOne() {
        AVFrame frame;
        do {
            frame = this.decoder.next();
        }
        while (frame != null && frame.pts() < this.task.leadPts());
        this.drained = frame == null;
        this.conversion.push(frame);
    }

    /** Frames delivered so far. */
    public long frames() {
        return this.decoded;
    }

    /** Packets that no frame came of. */
    public long damagedPackets() {
        return this.decoder.damagedPackets();
    }

    /** Frames that the decoder had to patch up. */
    public long damagedFrames() {
        return this.decoder.damagedFrames();
    }

    /** FFmpeg's word if reading broke off before the end, else null. */
    public String readError() {
        return this.decoder.readError();
    }

    @Override
    public void close() {
        this.conversion.close();
        this.decoder.close();
    }

}
