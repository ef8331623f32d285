package dev.rushes.server.retention;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.rushes.models.Problem;

/**
 * Times as people write them for {@code --keep}: {@code 30d}, {@code 12h}, {@code 2w}.
 */
public final class KeepTime {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,5})\\s*([hdw])");

    private KeepTime() {
    }

    /**
     * Reads one.
     * @throws Problem INVALID if it is none
     */
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
            throw Problem.invalid("\"%.40s\" is no time to keep things; write hours, days or weeks, such as 30d", text);
        }
        int amount = Integer.parseInt(matcher.group(1));
        return switch (matcher.group(2)) {
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofDays(7L * amount);
        };
    }

}
