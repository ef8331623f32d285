package dev.rushes.workers.tags;

import java.util.Arrays;

import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.timeline.Rational;
import dev.rushes.workers.timeline.Timecode;

/** Tells where a frame of a clip is, once all were seen. */
final class Ruler {

    private final Rational tick;

    private final Rational rate;

    private final boolean constant;

    private final Timecode start;

    private long[] pts = new long[1024];

    private int frames;

    Ruler(ClipInfo clip) {
        this.tick = Rational.parse(clip.video().timeBase());
        this.rate = Rational.parse(clip.video().frameRate());
        this.constant = clip.video().timing().equals("cfr");
        this.start = Timecode.read(clip.timecode(), this.rate).orElse(new Timecode(0, this.rate, false));
    }

    /** The next frame. */
    void add(long time) {
        if (this.frames == this.pts.length) {
            this.pts = Arrays.copyOf(this.pts, 2 * this.frames);
        }
        this.pts[this.frames++] = time;
    }

    int frames() {
        return this.frames;
    }

    Rational rate() {
        return this.rate;
    }

    /** Frames that are shown in a time at the clip's nominal rate, 1 at least. */
    int frames(double seconds) {
        return (int) Math.max(1, Math.round(seconds * this.rate.value()));
    }

    /** Of a frame, or of the end of the last. */
    Mark mark(int frame) {
        Rational seconds = seconds(frame);
        long label = this.constant ? frame : seconds.times(this.rate).round();
        return new Mark(frame, this.start.plus(label).toString(), seconds.toString());
    }

    /** Since the first frame; the last is shown as long as the nominal rate says. */
    Rational seconds(int frame) {
        if (frame < this.frames) {
            return this.tick.times(this.pts[frame] - this.pts[0]);
        }
        if (this.frames == 0) {
            return Rational.ZERO;
        }
        return this.tick.times(this.pts[this.frames - 1] - this.pts[0]).plus(this.rate.inverse());
    }

    /**
     * The frame that is shown at a time in seconds since the first; the last if it is
     * later.
     */
    int frameAt(double seconds) {
        long time = this.pts[0] + (long) Math.floor(seconds / this.tick.value());
        int found = Arrays.binarySearch(this.pts, 0, this.frames, time);
        return Math.max(0, found >= 0 ? found : -found - 2);
    }

}
