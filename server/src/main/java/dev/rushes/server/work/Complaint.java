package dev.rushes.server.work;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;

/**
 * A trouble that lasts, such as a full disk: the log says that it has begun, once a
 * minute that it goes on, and that it is over.
 */
final class Complaint {

    private static final long QUIET = Duration.ofMinutes(1).toMillis();

    private final Logger log;

    private final Clock clock;

    private boolean troubled;

    private long said;

    Complaint(Logger log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** It is so, or still so. */
    synchronized void trouble(String sentence) {
        long now = this.clock.millis();
        if (!this.troubled || Math.abs(now - this.said) >= QUIET) {
            this.log.log(Level.WARNING, () -> sentence);
            this.said = now;
        }
        this.troubled = true;
    }

    /** It is well, or well again. */
    synchronized void well(String sentence) {
        if (this.troubled) {
            this.log.log(Level.INFO, () -> sentence);
        }
        this.troubled = false;
    }

}
