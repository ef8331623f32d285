package dev.rushes.workers.tags;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Says in a word how the camera moved during a shot. */
final class Moves {

    /** Share of the picture below which nobody calls it a pan, a tilt or a zoom. */
    private static final double LEAST = 0.08;

    /** A second, below which it is drifting. */
    private static final double SLOWEST = 0.02;

    /** Of the way that is made in one direction; the rest is there and back. */
    private static final double STEADY = 0.6;

    /**
     * Shares of the picture from frame to frame, root mean square, beside any slow move.
     */
    private static final double SHAKY = 0.0012;

    /** Share of the motion that only a camera which leaves its place can make. */
    private static final double TRAVELLING = 0.25;

    /** No lens in use enlarges more during a shot: natural logarithm of 10. */
    private static final double LARGEST_ZOOM = 2.3;

    /** Frames on either side that make up the slow move. */
    private static final double SLOW_SECONDS = 0.3;

    private final Ruler ruler;

    private final Motion motion;

    Moves(Ruler ruler, Motion motion) {
        this.ruler = ruler;
        this.motion = motion;
    }

    /** Of the frames of a shot; null if too little could be seen to tell. */
    Shot.Move of(int first, int end) {
        // the first frame's motion is from another shot
        int[] frames = IntStream.range(first + 1, end).filter((i) -> this.motion.agreement(i) > 0.3).toArray();
        if (2 * frames.length < end - first - 1 || frames.length == 0) {
            return null;
        }
        double seconds = this.ruler.seconds(end).minus(this.ruler.seconds(first)).value();
        double[] right = IntStream.of(frames).mapToDouble(this.motion::right).toArray();
        double[] down = IntStream.of(frames).mapToDouble(this.motion::down).toArray();
        double[] growth = IntStream.of(frames).mapToDouble(this.motion::growth).toArray();
        Way pan = Way.of(right);
        Way tilt = Way.of(down);
        Way zoom = Way.of(growth);
        boolean across = pan.size() > tilt.size();
        Way most = across ? pan : tilt;
        double shake = Math.hypot(shake(right), shake(down));
        double parallax = IntStream.of(frames).mapToDouble(this.motion::parallax).average().orElse(0);
        boolean travels = parallax > TRAVELLING || zoom.size() > LARGEST_ZOOM;
        if (travels && (zoom.moves(seconds) || most.moves(seconds))) {
            double size = Math.max(zoom.size(), most.size());
            return move("tracking", size, Math.min(1, Math.max(parallax / TRAVELLING, zoom.size() / LARGEST_ZOOM) / 2));
        }
        if (zoom.moves(seconds) && zoom.size() * 2 > most.size()) {
            return move(zoom.sum() > 0 ? "zoom-in" : "zoom-out", Math.abs(Math.expm1(zoom.sum())), zoom.score());
        }
        if (most.moves(seconds)) {
            // what the camera turns to moves the other way in the picture
            String type = across ? pan.sum() < 0 ? "pan-right" : "pan-left" : tilt.sum() < 0 ? "tilt-down" : "tilt-up";
            return move(type, most.size(), most.score());
        }
        if (shake > SHAKY) {
            return move("handheld", shake, Math.min(1, shake / SHAKY / 2));
        }
        return move("static", 0, 1 - Math.min(0.5, shake / SHAKY / 2));
    }

    private static Shot.Move move(String type, double amount, double score) {
        return new Shot.Move(type, Facts.rounded(amount, 4), Facts.rounded(score, 3), Shot.Tag.AUTO);
    }

    private double shake(double[] steps) {
        int reach = this.ruler.frames(SLOW_SECONDS);
        double sum = 0;
        for (int i = 0; i < steps.length; i++) {
            double slow = IntStream.range(Math.max(0, i - reach), Math.min(steps.length, i + reach + 1))
                .mapToDouble((k) -> steps[k])
                .average()
                .orElse(0);
            sum += (steps[i] - slow) * (steps[i] - slow);
        }
        return Math.sqrt(sum / steps.length);
    }

    /**
     * A way that was made in steps.
     *
     * @param sum from its begin to its end
     * @param walked all steps, whatever their direction
     */
    private record Way(double sum, double walked) {

        static Way of(double[] steps) {
            return new Way(DoubleStream.of(steps).sum(), DoubleStream.of(steps).map(Math::abs).sum());
        }

        double size() {
            return Math.abs(sum);
        }

        boolean moves(double seconds) {
            return size() >= LEAST && size() / seconds >= SLOWEST && size() >= STEADY * walked;
        }

        double score() {
            return Math.min(1, 0.5 * size() / LEAST) * size() / walked;
        }

    }

}
