package dev.rushes.server.bench;

/**
 * One figure, one JSON line.
 *
 * @param name what was measured
 * @param value in {@code unit}
 * @param unit such as "MB/s"
 * @param limit what the ratio must reach or, where {@code name} ends with "at most", must
 * not exceed; null where nothing is asked
 * @param ratio of the value to its yardstick in the same run, or null
 * @param verdict "pass" or "fail", null where nothing is asked
 */
public record Figure(String name, double value, String unit, Double limit, Double ratio, String verdict) {

    static Figure of(String name, double value, String unit) {
        return new Figure(name, rounded(value, 100), unit, null, null, null);
    }

    static Figure atLeast(String name, double value, String unit, double limit, double ratio) {
        return new Figure(name, rounded(value, 100), unit, limit, rounded(ratio, 1000),
                (ratio >= limit) ? "pass" : "fail");
    }

    static Figure atMost(String name, double value, String unit, double limit, double ratio) {
        return new Figure(name + ", at most", rounded(value, 100), unit, limit, rounded(ratio, 1000),
                (ratio <= limit) ? "pass" : "fail");
    }

    private static double rounded(double value, double steps) {
        return Math.round(value * steps) / steps;
    }

}
