package dev.rushes.server.watch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tells when clips have come to rest: the same files, sizes and times over some looks,
 * and old enough. It forgets with the process, which only makes it wait once more.
 */
final class Settling {

    private final WatchFolder folder;

    private Map<Path, Seen> seen = new HashMap<>();

    /**
     * How a clip was seen.
     *
     * @param looks for which it has been so
     * @param since when it was seen so first, milliseconds since 1970
     */
    private record Seen(String stamp, int looks, long since) {

    }

    Settling(WatchFolder folder) {
        this.folder = folder;
    }

    /** One look. */
    void look(List<Found> files, long now) {
        Map<Path, Seen> next = new HashMap<>();
        for (Found file : files) {
            Seen before = this.seen.get(file.path());
            String stamp = file.stamp();
            boolean same = before != null && before.stamp().equals(stamp);
            next.put(file.path(), same ? new Seen(stamp, before.looks() + 1, before.since()) : new Seen(stamp, 1, now));
        }
        this.seen = next;
    }

    /** Why a file is to be waited for, or null if it has come to rest. */
    String waiting(Found file, List<Found> all, long now) {
        if (file.empty()) {
            return "it is empty so far";
        }
        if (file.marked()) {
            return null;
        }
        if (this.folder.readyOnly()) {
            return "its folder has no file " + Scan.READY;
        }
        if (file.unit() == null) {
            return waiting(file, now);
        }
        // a card is waited for as a whole
        return all.stream()
            .filter((other) -> file.unit().equals(other.unit()))
            .map((other) -> waiting(other, now))
            .filter(Objects::nonNull)
            .findFirst()
            .map((why) -> "its card %s: %s".formatted(file.unit(), why))
            .orElse(null);
    }

    private String waiting(Found file, long now) {
        Seen last = this.seen.get(file.path());
        if (last == null || last.looks() < this.folder.settle()) {
            return "unchanged over %d of %d looks".formatted((last != null) ? last.looks() : 0, this.folder.settle());
        }
        // a clock of another machine may be ahead of ours
        long age = now - Math.min(file.modified(), last.since());
        long wanted = this.folder.minAge().toMillis();
        return (age < wanted) ? "changed %d s ago, and %d s are wanted".formatted(age / 1000, wanted / 1000) : null;
    }

}
