package dev.rushes.server.storage;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.rushes.models.Problem;

/** Sizes as people write them: {@code 500G}, {@code 1.5T}; steps of 1024. */
public final class ByteCount {

    private static final String UNITS = "KMGTP";

    private static final Pattern TEXT = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,3})?)\\s*([KMGTP]?)(?:i?B)?",
            Pattern.CASE_INSENSITIVE);

    private ByteCount() {
    }

    /**
     * Reads one, such as the value of {@code --quota}.
     * @throws Problem INVALID if it is none
     */
    public static long parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (matcher.matches()) {
            int power = UNITS.indexOf(matcher.group(2).toUpperCase(Locale.ROOT)) + 1;
            double bytes = Double.parseDouble(matcher.group(1))
                    * Math.pow(1024, matcher.group(2).isEmpty() ? 0 : power);
            if (bytes >= 1 && bytes < Long.MAX_VALUE) {
                return (long) bytes;
            }
        }
        throw Problem.invalid("\"%.40s\" is no size; write a number and K, M, G or T, such as 500G", text);
    }

    /** For sentences. */
    public static String text(long bytes) {
        double amount = bytes;
        int power = 0;
        while (amount >= 1024 && power < UNITS.length()) {
            amount /= 1024;
            power++;
        }
        return (power == 0) ? bytes + " bytes" : "%.1f %siB".formatted(amount, UNITS.charAt(power - 1));
    }

}
