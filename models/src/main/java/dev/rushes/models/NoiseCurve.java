package dev.rushes.models;

import java.util.List;

/**
 * How strong noise is where a picture is dark, and where it is light: sensors, film and
 * the curves of cameras make it differ. All are standard deviations in 0..1 of full
 * range.
 *
 * @param mean over the places that were measured, as root mean square
 * @param levels in {@link #KNOTS} equal steps of light from black to white, each that in
 * the middle of its step; empty where noise is the same in any light
 */
public record NoiseCurve(double mean, List<Double> levels) {

    /** Steps of light. */
    public static final int KNOTS = 8;

    public NoiseCurve {
        require(mean);
        if (levels == null || !levels.isEmpty() && levels.size() != KNOTS) {
            throw Problem.invalid("a noise curve has %d levels or none, not %s", KNOTS,
                    (levels != null) ? levels.size() : "null");
        }
        levels.forEach(NoiseCurve::require);
        levels = List.copyOf(levels);
    }

    private static void require(Double sigma) {
        if (sigma == null || !(sigma >= 0 && sigma <= 1)) {
            throw Problem.invalid("noise is a standard deviation from 0 to 1, not %s", sigma);
        }
    }

    /** The same noise in any light. */
    public static NoiseCurve constant(double sigma) {
        return new NoiseCurve(sigma, List.of());
    }

    /** Whether noise is the same in any light. */
    public boolean flat() {
        return this.levels.isEmpty();
    }

    /**
     * The noise where it is so light.
     * @param light 0 black to 1 white; what is beyond counts as these
     */
    public double at(double light) {
        if (flat()) {
            return this.mean;
        }
        double place = Math.clamp(light * KNOTS - 0.5, 0, KNOTS - 1);
        int below = Math.min((int) place, KNOTS - 2);
        double above = place - below;
        return (1 - above) * this.levels.get(below) + above * this.levels.get(below + 1);
    }

}
