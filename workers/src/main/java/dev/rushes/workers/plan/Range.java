package dev.rushes.workers.plan;

import java.math.BigDecimal;

import dev.rushes.models.Problem;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.media.FrameIndex;
import dev.rushes.workers.timeline.Place;
import dev.rushes.workers.timeline.Rational;
import dev.rushes.workers.timeline.Timecode;

/**
 * A stretch of a clip in its own frames.
 *
 * @param first index of the first frame
 * @param end index after the last frame
 */
record Range(int first, int end) {

    /**
     * Reads {@code IN..OUT}.
     * @param text such as "0f..60f", "1.5s..3s" (from the first frame on) or
     * "01:00:00:00..01:00:02:00"; either end may be left out; null for the whole clip
     * @throws Problem INVALID with what is wrong and what the clip has
     */
    static Range of(String text, ClipInfo clip, FrameIndex index) {
        if (text == null) {
            return new Range(0, index.frames());
        }
        Place.Ends ends = Place.ends(text);
        int first = ends.in().isEmpty() ? 0 : frame(ends.in(), clip, index);
        int end = ends.out().isEmpty() ? index.frames() : frame(ends.out(), clip, index);
        if (first >= end) {
            throw Place.empty(text);
        }
        if (first >= index.frames() || end > index.frames()) {
            throw Problem.invalid("the range %s lies outside the clip, which has %s%s", text, frames(index),
                    clip.timecode() == null ? "" : " from timecode " + clip.timecode());
        }
        return new Range(first, end);
    }

    private static String frames(FrameIndex index) {
        return index.frames() + ((index.frames() == 1) ? " frame" : " frames");
    }

    private static int frame(String place, ClipInfo clip, FrameIndex index) {
        Rational rate = Rational.parse(clip.video().frameRate());
        if (Place.isFrames(place)) {
            return Place.number(place).intValueExact();
        }
        if (Place.isSeconds(place)) {
            BigDecimal seconds = Place.number(place);
            Rational time = new Rational(seconds.unscaledValue().longValueExact(),
                    (long) Math.pow(10, seconds.scale()));
            return atTime(time, clip, index);
        }
        Timecode start = Timecode.read(clip.timecode(), rate)
            .orElseThrow(() -> Problem.invalid(
                    "%s has no start timecode, so the range cannot be given in timecode; use frames (0f..60f) or seconds",
                    clip.path().getFileName()));
        long frame = Timecode.parse(place, rate).frame() - start.frame();
        if (frame < 0 || frame > index.frames()) {
            throw Problem.invalid("the timecode %s lies outside the clip, which runs from %s for %s", place, start,
                    frames(index));
        }
        return clip.video().timing().equals("cfr") ? (int) frame : atTime(rate.inverse().times(frame), clip, index);
    }

    /** The first frame shown at a time after the first frame's, or later. */
    private static int atTime(Rational sinceFirst, ClipInfo clip, FrameIndex index) {
        if (!index.exact()) {
            return frameOf(sinceFirst, clip);
        }
        Rational ticks = sinceFirst.over(index.timeBase());
        if (clip.video().timing().equals("cfr")) {
            // the grid, not the file's rounded clock
            return frameOf(sinceFirst, clip);
        }
        return index.atOrAfter(index.pts()[0] + ticks.ceil());
    }

    /** Far beyond any clip's end is beyond its end, not an overflow. */
    private static int frameOf(Rational sinceFirst, ClipInfo clip) {
        long frame = sinceFirst.times(Rational.parse(clip.video().frameRate())).ceil();
        return (int) Math.min(frame, Integer.MAX_VALUE);
    }

}
