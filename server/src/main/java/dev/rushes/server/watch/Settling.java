package dev.rushes.server.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells when clips have come to rest: the same files, sizes and times over some looks,
 * and old enough; of a sequence, for long enough compared with how its pictures came. It
 * forgets with the process, which only makes it wait once more.
 */
final class Settling {

    /** So many times as long as for any picture so far the next one is waited for. */
    private static final int PATIENCE = 3;

    /** A picture that was made anew days later is no rhythm. */
    private static final long LONGEST = Duration.ofHours(6).toMillis();

    private final WatchFolder folder;

    private Map<Path, Seen> seen = new HashMap<>();

    /** Why cards are to be waited for; null for one that has come to rest. */
    private final Map<Path, String> cards = new HashMap<>();

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
    void look(List<Found> clips, long now) {
        Map<Path, Seen> next = new HashMap<>();
        this.cards.clear();
        for (Found clip : clips) {
            Seen before = this.seen.get(clip.path());
            String stamp = clip.stamp();
            boolean same = before != null && before.stamp().equals(stamp);
            // a clock that was set back makes nobody wait
            next.put(clip.path(), same ? new Seen(stamp, before.looks() + 1, Math.min(before.since(), now))
                    : new Seen(stamp, 1, now));
        }
        this.seen = next;
        for (Found clip : clips) {
            // once a card and look: there may be thousands of clips on one
            if (clip.unit() != null && this.cards.get(clip.unit()) == null) {
                this.cards.put(clip.unit(), unsettled(clip, now));
            }
        }
    }

    /**
     * Why a clip of the last look is to be waited for, or null if it has come to rest.
     */
    String waiting(Found clip, long now) {
        if (clip.empty()) {
            return "it is empty so far";
        }
        if (!clip.marked() && this.folder.readyOnly()) {
            return (clip.ready() == Ready.STALE)
                    ? "the file %s of its folder is older than it; write it again once all is there"
                        .formatted(Ready.MARK)
                    : "its folder has no file " + Ready.MARK;
        }
        if (clip.marked() || clip.unit() == null) {
            return unsettled(clip, now);
        }
        // a card is waited for as a whole
        String why = this.cards.get(clip.unit());
        return (why != null) ? "its card %s: %s".formatted(clip.unit(), why) : null;
    }

    /** Whether nothing but a newer mark is wanted. */
    boolean outdated(Found clip, long now) {
        return this.folder.readyOnly() && clip.ready() == Ready.STALE && unsettled(clip, now) == null;
    }

    private String unsettled(Found clip, long now) {
        Seen last = this.seen.get(clip.path());
        if (last == null || last.looks() < this.folder.settle()) {
            return "unchanged over %d of %d looks".formatted((last != null) ? last.looks() : 0, this.folder.settle());
        }
        if (clip.marked()) {
            // age is a guess at what the mark says
            return null;
        }
        // a clock of another machine may be ahead of ours
        long age = now - Math.min(clip.modified(), last.since());
        long wanted = this.folder.minAge().toMillis();
        if (age < wanted) {
            return "changed %d s ago, and %d s are wanted".formatted(age / 1000, wanted / 1000);
        }
        return (clip.kind() == Found.Kind.SEQUENCE) ? growing(clip, age) : null;
    }

    /** Why more pictures are waited for: whoever makes them may take long for each. */
    private static String growing(Found clip, long age) {
        long pause = Rhythm.pause(clip);
        long wanted = Math.min(PATIENCE * pause, LONGEST);
        return (age < wanted)
                ? "its pictures came up to %s apart: the last one %s ago, and %s are waited for another, unless a file %s says that all are there"
                    .formatted(words(pause), words(age), words(wanted), Ready.MARK)
                : null;
    }

    /** Such as 90 s, 4 min or 3 h. */
    private static String words(long millis) {
        Duration time = Duration.ofMillis(millis);
        if (time.toMinutes() < 2) {
            return time.toSeconds() + " s";
        }
        return (time.toHours() < 2) ? time.toMinutes() + " min" : time.toHours() + " h";
    }

}
