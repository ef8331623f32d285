package dev.rushes.server.work;

import java.time.Duration;

/**
 * How long a place for a worker stays empty between two processes. One that cannot even
 * sign in will fail again, so the next waits twice as long; one that died at its work
 * says nothing against the next, and others wait for it.
 */
final class Pause {

    private static final Duration FIRST = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private Duration next = FIRST;

    /**
     * The pause after a process, a second to a minute.
     * @param begun whether it had signed in
     */
    Duration after(boolean begun) {
        Duration pause = begun ? FIRST : this.next;
        Duration twice = pause.multipliedBy(2);
        this.next = begun ? FIRST : (twice.compareTo(LONGEST) < 0) ? twice : LONGEST;
        return pause;
    }

}
