package dev.rushes.server.downloads;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes are wanted.
 *
 * @param from the first
 * @param length how many; 0 if what is wanted is not there
 */
record ByteRange(long from, long length) {

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * Reads the header {@code Range}. Several ranges, other units and nonsense are as
     * good as none, as HTTP allows.
     * @param size of the file
     */
    static Optional<ByteRange> parse(String header, long size) {
        Matcher matcher = ONE.matcher((header != null) ? header.strip() : "");
        if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (matcher.group(1).isEmpty()) {
            long length = Math.min(Long.parseLong(matcher.group(2)), size);
            return Optional.of(new ByteRange(size - length, length));
        }
        long from = Long.parseLong(matcher.group(1));
        long to = matcher.group(2).isEmpty() ? size - 1 : Math.min(Long.parseLong(matcher.group(2)), size - 1);
        if (!matcher.group(2).isEmpty() && Long.parseLong(matcher.group(2)) < from) {
            return Optional.empty();
        }
        return Optional.of(new ByteRange(from, (from < size) ? to - from + 1 : 0));
    }

    String header(long size) {
        return "bytes %d-%d/%d".formatted(this.from, this.from + this.length - 1, size);
    }

}
