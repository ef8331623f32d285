package dev.rushes.workers.bench;

/**
 * One figure, one JSON line.
 *
 * @param name what was measured
 * @param value in {@code unit}
 * @param unit such as "fps"
 * @param limit what the ratio must reach or, where the name says "peak", must not exceed;
 * null where nothing is asked
 * @param ratio of the value to its yardstick in the same run, or null
 */
public record Measurement(String name, double value, String unit, Double limit, Double ratio) {

    static Measurement of(String name, double value, String unit) {
        return new Measurement(name, rounded(value), unit, null, null);
    }

    static Measurement of(String name, double value, String unit, double limit, double ratio) {
        return new Measurement(name, rounded(value), unit, limit, Math.round(ratio * 1000) / 1000.0);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

}
