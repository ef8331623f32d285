package dev.rushes.server.storage;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a picture that may be one of a sequence, such as {@code shot.0001.dpx}.
 *
 * @param prefix what comes before the number, may be empty
 * @param digits the number as it is written, 1 to 9 digits
 * @param suffix the extension with its dot
 */
public record Numbered(String prefix, String digits, String suffix) {

    private static final Pattern NAME = Pattern.compile("(?s)(.*?)(?<![0-9])([0-9]{1,9})(\\.[A-Za-z0-9]{1,8})");

    private static final List<String> PICTURES = List.of("dpx", "exr", "tif", "tiff", "png", "jpg", "jpeg", "bmp",
            "tga", "cin", "webp", "jp2", "j2k");

    /**
     * Reads a name; empty if it ends in no number or is no picture's.
     * @param name without folders
     */
    public static Optional<Numbered> parse(String name) {
        Matcher parts = NAME.matcher(name);
        return (parts.matches() && isPicture(name))
                ? Optional.of(new Numbered(parts.group(1), parts.group(2), parts.group(3))) : Optional.empty();
    }

    /** Whether the extension is one of picture files that are decoded. */
    public static boolean isPicture(String name) {
        return PICTURES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    public int number() {
        return Integer.parseInt(this.digits);
    }

    /** Whether the number, written with at least so many digits, looks as it does. */
    boolean fits(int width) {
        return ("%0" + width + "d").formatted(number()).equals(this.digits);
    }

    /** Whether both may belong to one sequence. */
    public boolean beside(Numbered other) {
        return this.prefix.equals(other.prefix) && this.suffix.equals(other.suffix);
    }

}
