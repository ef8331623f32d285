package dev.rushes.workers.media;

import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Encoding;
import dev.rushes.workers.timeline.Rational;

/**
 * From the source's presentation times to the master's, which ascend. Constant rates land
 * on their grid exactly, even where the source's clock was too coarse for it.
 */
public final class Clock {

    private final Rational factor;

    private final Rational step;

    private final long origin;

    private final long offset;

    private long last = Long.MIN_VALUE;

    /**
     * A clock.
     * @param firstPts of the master's first frame, in the source's ticks
     * @param shift seconds that are added to the source's times
     */
    public Clock(ClipInfo clip, Encoding encoding, long firstPts, Rational shift) {
        Rational source = Rational.parse(clip.video().timeBase());
        Rational target = Rational.parse(encoding.timeBase());
        this.factor = source.over(target);
        this.step = encoding.timing().equals("cfr") ? Rational.parse(encoding.frameRate()).inverse().over(target)
                : null;
        this.origin = firstPts;
        this.offset = source.times(firstPts).plus(shift).over(target).round();
    }

    /** A presentation time in the master's ticks; each later than the one before. */
    public long toMaster(long pts) {
        long time = nearest(pts);
        // a damaged clip has frames that nothing announces, hard upon another
        this.last = time > this.last ? time : this.last + 1;
        return this.last;
    }

    private long nearest(long pts) {
        Rational since = this.factor.times(pts - this.origin);
        if (this.step == null) {
            return this.offset + since.round();
        }
        return this.offset + this.step.times(since.over(this.step).round()).round();
    }

}
