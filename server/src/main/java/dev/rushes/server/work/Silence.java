package dev.rushes.server.work;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the dead from the living by looking again and again: who shows the same sign at
 * every look is dead. No clock is asked, which may be set, and no time is taken, in which
 * the observer itself may have slept.
 *
 * @param <T> a sign with whose it is; it equals itself only as long as nothing stirs
 */
final class Silence<T> {

    private final int limit;

    private Map<T, Integer> looks = new HashMap<>();

    /**
     * Nothing has been seen yet.
     * @param limit looks that may find no change after the first
     */
    Silence(int limit) {
        this.limit = limit;
    }

    /**
     * One look.
     * @param signs all there are
     * @return those that have not changed for too long; they are forgotten
     */
    List<T> look(Collection<T> signs) {
        Map<T, Integer> next = new HashMap<>();
        List<T> silent = new ArrayList<>();
        for (T sign : signs) {
            int before = this.looks.getOrDefault(sign, -1) + 1;
            if (before >= this.limit) {
                silent.add(sign);
            }
            else {
                next.put(sign, before);
            }
        }
        this.looks = next;
        return silent;
    }

    /** Begins anew, as some looks were missed. */
    void forget() {
        this.looks.clear();
    }

}
