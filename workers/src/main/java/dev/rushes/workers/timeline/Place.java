package dev.rushes.workers.timeline;

import java.math.BigDecimal;
import java.util.regex.Pattern;

import dev.rushes.models.Problem;

/**
 * How people write a place in a clip: {@code 60f}, {@code 2.5s} or {@code 01:00:02:00}.
 */
public final class Place {

    private static final Pattern FRAMES = Pattern.compile("\\d{1,9}f");

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?s");

    private Place() {
    }

    public static boolean isFrames(String place) {
        return FRAMES.matcher(place).matches();
    }

    public static boolean isSeconds(String place) {
        return SECONDS.matcher(place).matches();
    }

    /** The frames or seconds of a place that is one of these. */
    public static BigDecimal number(String place) {
        return new BigDecimal(place.substring(0, place.length() - 1));
    }

    /**
     * Parts {@code IN..OUT}.
     * @return both ends, empty where one is left out
     * @throws Problem INVALID if that is none, whatever the clip
     */
    public static Ends ends(String range) {
        int dots = range.indexOf("..");
        if (dots < 0) {
            throw Problem.invalid("the range \"%.60s\" is not of the form IN..OUT, such as 0f..60f", range);
        }
        Ends ends = new Ends(range.substring(0, dots).strip(), range.substring(dots + 2).strip());
        check(ends.in());
        check(ends.out());
        boolean alike = isFrames(ends.in()) && isFrames(ends.out()) || isSeconds(ends.in()) && isSeconds(ends.out());
        if (alike && number(ends.in()).compareTo(number(ends.out())) >= 0) {
            throw empty(range);
        }
        return ends;
    }

    private static void check(String place) {
        if (!place.isEmpty() && !isFrames(place) && !isSeconds(place) && !Timecode.looksLike(place)) {
            throw Problem.invalid(
                    "\"%.60s\" is no place in a clip: write frames (60f), seconds (2.5s) or a timecode (01:00:02:00)",
                    place);
        }
    }

    /** What is wrong with a range that has no frame. */
    public static Problem empty(String range) {
        return Problem.invalid("the range %s is empty: its OUT (exclusive) must come after its IN", range);
    }

    /** The two ends of a range as they were written. */
    public record Ends(String in, String out) {

    }

}
