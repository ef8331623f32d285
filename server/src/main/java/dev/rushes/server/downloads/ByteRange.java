package dev.rushes.server.downloads;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes are wanted.
 *
 * @param from the first
 * @param length how many, 1 or more
 */
record ByteRange(long from, long length) {

    /** More at once are no reader's, but somebody's who wants to make work. */
    static final int MOST = 16;

    private static final String UNIT = "bytes=";

    private static final Pattern ONE = Pattern.compile("(\\d{0,18})-(\\d{0,18})");

    /**
     * Reads the header {@code Range}. Other units, nonsense, more than {@value #MOST} and
     * more bytes than there are, as they overlap, are as good as no range, as HTTP
     * allows.
     * @param size of the file
     * @return null for the whole file; empty if nothing of what is wanted is there
     */
    static List<ByteRange> parse(String header, long size) {
        if (header == null || !header.strip().startsWith(UNIT)) {
            return null;
        }
        List<ByteRange> ranges = new ArrayList<>();
        int count = 0;
        for (String part : header.strip().substring(UNIT.length()).split(",")) {
            if (part.isBlank()) {
                continue;
            }
            Matcher matcher = ONE.matcher(part.strip());
            if (!matcher.matches() || ++count > MOST || !add(ranges, matcher.group(1), matcher.group(2), size)) {
                return null;
            }
        }
        long bytes = ranges.stream().mapToLong(ByteRange::length).sum();
        return (count == 0 || (ranges.size() > 1 && bytes > size)) ? null : ranges;
    }

    /** Whether it is a range at all; it is only added if something of it is there. */
    private static boolean add(List<ByteRange> ranges, String first, String last, long size) {
        if (first.isEmpty() && last.isEmpty()) {
            return false;
        }
        long from;
        long to = size - 1;
        if (first.isEmpty()) {
            from = size - Math.min(Long.parseLong(last), size);
        }
        else {
            from = Long.parseLong(first);
            if (!last.isEmpty()) {
                if (Long.parseLong(last) < from) {
                    return false;
                }
                to = Math.min(Long.parseLong(last), to);
            }
        }
        if (from <= to) {
            ranges.add(new ByteRange(from, to - from + 1));
        }
        return true;
    }

    String header(long size) {
        return "bytes %d-%d/%d".formatted(this.from, this.from + this.length - 1, size);
    }

}
