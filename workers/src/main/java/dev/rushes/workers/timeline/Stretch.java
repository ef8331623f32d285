package dev.rushes.workers.timeline;

import java.util.regex.Pattern;

import dev.rushes.models.Problem;

/**
 * Two places in a clip as somebody has written them; where they are, only the clip can
 * tell.
 *
 * @param in the first frame, or empty for the beginning
 * @param out after the last frame, or empty for the end
 */
public record Stretch(String in, String out) {

    private static final Pattern FRAMES = Pattern.compile("\\d{1,9}f");

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?s");

    /**
     * Reads {@code IN..OUT}.
     * @throws Problem INVALID with what is wrong
     */
    public static Stretch parse(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            throw Problem.invalid("the range \"%.60s\" is not of the form IN..OUT, such as 0f..60f", text);
        }
        return new Stretch(place(text.substring(0, dots).strip()), place(text.substring(dots + 2).strip()));
    }

    private static String place(String place) {
        if (place.isEmpty() || isFrames(place) || isSeconds(place) || Timecode.looksLike(place)) {
            return place;
        }
        throw Problem.invalid(
                "\"%.60s\" is no place in a clip: write frames (60f), seconds (2.5s) or a timecode (01:00:02:00)",
                place);
    }

    /** Whether a place is given in frames, such as 60f. */
    public static boolean isFrames(String place) {
        return FRAMES.matcher(place).matches();
    }

    /** Whether a place is given in seconds, such as 2.5s. */
    public static boolean isSeconds(String place) {
        return SECONDS.matcher(place).matches();
    }

}
