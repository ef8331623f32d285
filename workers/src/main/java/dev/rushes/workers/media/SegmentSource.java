package dev.rushes.workers.media;

import java.util.ArrayDeque;
import java.util.Deque;

import dev.rushes.models.PicturePool;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Processing;
import dev.rushes.workers.job.Task;
import dev.rushes.workers.timeline.Rational;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * The pictures of one segment, exactly those whose times lie in it, and if asked a few on
 * either side. Decoding starts at a keyframe before; filters with a memory see the frames
 * on both sides of the edges.
 */
public final class SegmentSource implements FrameSource {

    private final Decoder decoder;

    private final ToPicture conversion;

    private final Task task;

    private final int context;

    /**
     * What comes before the segment until its first frame does, then what is to be given
     * next.
     */
    private final Deque<Frame> waiting = new ArrayDeque<>();

    private boolean begun;

    private int after;

    private boolean drained;

    private boolean done;

    private long decoded;

    /**
     * Opens a segment.
     * @param threads for the decoder
     */
    public SegmentSource(ClipInfo clip, Processing processing, Task task, PicturePool pool, int threads) {
        this(clip, processing, task, 0, pool, threads);
    }

    /**
     * The same with the frames around it.
     * @param context how many frames before and after the segment come with it, where
     * there are so many
     */
    public SegmentSource(ClipInfo clip, Processing processing, Task task, int context, PicturePool pool, int threads) {
        this.task = task;
        this.context = context;
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
        while (!this.done && (!this.begun || this.waiting.isEmpty())) {
            Frame frame = this.conversion.pull();
            if (frame != null) {
                sort(frame);
            }
            else if (this.drained) {
                this.done = true;
            }
            else {
                decodeOne();
            }
        }
        return this.begun ? this.waiting.poll() : null;
    }

    private void sort(Frame frame) {
        this.waiting.add(frame);
        if (frame.pts() >= this.task.endPts()) {
            this.after++;
            this.done = this.after >= this.context;
            if (this.after > this.context || !this.begun) {
                this.waiting.removeLast().close();
                this.done = true;
            }
        }
        else if (frame.pts() >= this.task.startPts()) {
            this.begun = true;
            this.decoded++;
        }
        else if (this.waiting.size() > this.context) {
            this.waiting.remove().close();
        }
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

    /** Frames of the segment decoded so far. */
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
        this.waiting.forEach(Frame::close);
        this.waiting.clear();
        this.conversion.close();
        this.decoder.close();
    }

}
