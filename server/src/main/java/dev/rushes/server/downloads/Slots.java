package dev.rushes.server.downloads;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.rushes.server.http.HttpProblem;

/**
 * How many downloads go on at the same time. One that is stalled by its reader costs no
 * memory, but a file handle and a connection until it is cut for its silence, and of
 * those the rest of the server needs some too.
 */
final class Slots {

    /** Half of the connections that the server takes. */
    static final int ALL = 512;

    static final int EACH = 256;

    private static final String RETRY_SECONDS = "5";

    private final Map<String, Set<Slot>> taken = new HashMap<>();

    private int count;

    /**
     * Takes one, which must be given back.
     * @param owner name of the key
     * @param cut ends the download at once
     * @throws HttpProblem 429 if the key has too many, 503 if all together are
     */
    synchronized Slot take(String owner, Runnable cut) {
        if (this.count >= ALL) {
            throw new HttpProblem(503, "busy", "Too many at once",
                    "%d downloads go on at this moment; try again when some are done".formatted(this.count))
                .with("Retry-After", RETRY_SECONDS);
        }
        Set<Slot> mine = this.taken.computeIfAbsent(owner, (_) -> new HashSet<>());
        if (mine.size() >= EACH) {
            throw new HttpProblem(429, "too-many", "Too many at once",
                    "%d downloads of \"%s\" go on at this moment; finish or end some".formatted(mine.size(), owner))
                .with("Retry-After", RETRY_SECONDS);
        }
        Slot slot = new Slot(owner, cut);
        mine.add(slot);
        this.count++;
        return slot;
    }

    /** The names of the keys that download something. */
    synchronized Set<String> owners() {
        return Set.copyOf(this.taken.keySet());
    }

    /** Cuts all downloads of a key. */
    void cut(String owner) {
        List<Slot> cut;
        synchronized (this) {
            cut = List.copyOf(this.taken.getOrDefault(owner, Set.of()));
        }
        cut.forEach((slot) -> slot.cut.run());
    }

    /** One download. */
    final class Slot {

        private final String owner;

        private final Runnable cut;

        private Slot(String owner, Runnable cut) {
            this.owner = owner;
            this.cut = cut;
        }

        /** Gives it back; once. */
        void give() {
            synchronized (Slots.this) {
                Set<Slot> mine = Slots.this.taken.get(this.owner);
                mine.remove(this);
                if (mine.isEmpty()) {
                    Slots.this.taken.remove(this.owner);
                }
                Slots.this.count--;
            }
        }

    }

}
