package dev.rushes.workers.media;

import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Encoding;
import dev.rushes.workers.job.Task;
import dev.rushes.workers.timeline.Rational;

/**
 * Puts frames of varying duration onto the grid of a constant rate: at each grid time the
 * frame that is shown then, so that frames are repeated or left out. A segment serves the
 * grid times that lie in it and needs no other.
 */
public final class ToConstantRate implements FrameSource {

    private static final Rational HALF = new Rational(1, 2);

    private final FrameSource upstream;

    private final Rational step;

    private final long origin;

    private final long end;

    private Frame shown;

    private Frame coming;

    private long next;

    private boolean begun;

    /** For the frames of one segment. */
    public ToConstantRate(FrameSource upstream, ClipInfo clip, Encoding encoding, Task task) {
        this.upstream = upstream;
        Rational timeBase = Rational.parse(clip.video().timeBase());
        this.step = Rational.parse(encoding.frameRate()).inverse().over(timeBase);
        this.origin = clip.video().startPts();
        this.end = Math.min(task.endPts(), clip.video().startPts() + clip.video().duration());
    }

    @Override
    public Frame next() {
        if (!this.begun) {
            this.begun = true;
            this.shown = this.upstream.next();
            this.coming = this.upstream.next();
            this.next = this.shown == null ? 0 : gridAt(this.shown.pts());
        }
        while (this.shown != null) {
            long until = gridAt(this.coming == null ? Math.max(this.end, this.shown.pts() + 1) : this.coming.pts());
            if (this.next < until) {
                long pts = this.origin + this.step.times(this.next).round();
                boolean last = ++this.next == until;
                return last ? handOver(pts) : this.shown.with(this.shown.picture().share(), pts);
            }
            this.shown.close();
            advance();
        }
        return null;
    }

    private Frame handOver(long pts) {
        Frame frame = this.shown.with(this.shown.picture(), pts);
        advance();
        return frame;
    }

    private void advance() {
        this.shown = this.coming;
        this.coming = this.shown == null ? null : this.upstream.next();
    }

    /**
     * Number of the first grid time whose frame's middle is at or after a presentation
     * time: a frame that is a little late is still that grid time's.
     */
    private long gridAt(long pts) {
        return new Rational(pts - this.origin, 1).over(this.step).minus(HALF).ceil();
    }

    @Override
    public void close() {
        if (this.shown != null) {
            this.shown.close();
        }
        if (this.coming != null) {
            this.coming.close();
        }
        this.upstream.close();
    }

}
