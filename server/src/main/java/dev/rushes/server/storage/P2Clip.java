package dev.rushes.server.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A clip of a P2 card by the names of its files: {@code 0001AB.MXF} with the picture, and
 * a channel of its sound in each of {@code 0001AB00.MXF}, {@code 0001AB01.MXF} and so on.
 *
 * @param picture the file that holds it
 * @param sound in the order of its channels, at least one
 */
public record P2Clip(String picture, List<String> sound) {

    private static final String EXTENSION = ".MXF";

    /**
     * Reads names.
     * @param names without folders
     * @return empty if they are not those of one clip
     */
    public static Optional<P2Clip> of(Collection<String> names) {
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(Comparator.comparingInt(String::length).thenComparing((name) -> name.toUpperCase(Locale.ROOT)));
        if (sorted.size() < 2 || !isMxf(sorted.getFirst())) {
            return Optional.empty();
        }
        String picture = sorted.removeFirst();
        return sorted.stream().allMatch((name) -> isChannel(picture, name))
                ? Optional.of(new P2Clip(picture, List.copyOf(sorted))) : Optional.empty();
    }

    private static boolean isMxf(String name) {
        return name.length() > EXTENSION.length() && name.toUpperCase(Locale.ROOT).endsWith(EXTENSION);
    }

    private static boolean isChannel(String picture, String name) {
        int stem = picture.length() - EXTENSION.length();
        return isMxf(name) && name.length() == picture.length() + 2 && name.regionMatches(true, 0, picture, 0, stem)
                && name.substring(stem, stem + 2).matches("[0-9]{2}");
    }

    /** Where a file lies on a card, and in a reel. */
    public String place(String name) {
        return (name.equals(this.picture) ? "CONTENTS/VIDEO/" : "CONTENTS/AUDIO/") + name;
    }

}
