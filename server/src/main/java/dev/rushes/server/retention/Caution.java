package dev.rushes.server.retention;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

import dev.rushes.models.Plural;

/**
 * Keeps a clock that was set from making everything old at once: for an hour after a
 * jump, in which somebody may set it right again, nothing is removed for its age.
 */
public final class Caution {

    private static final Logger LOG = System.getLogger(Caution.class.getName());

    /** More than clocks are corrected by between two looks. */
    private static final Duration JUMP = Duration.ofMinutes(10);

    private static final Duration REST = Duration.ofHours(1);

    private final Clock clock;

    private final LongSupplier nanos;

    private long lastMillis;

    private long lastNanos;

    private long restUntil;

    private boolean resting;

    /**
     * Trusts the clock as it is now.
     * @param nanos time that passes, from any point on
     */
    public Caution(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        this.lastMillis = clock.millis();
        this.lastNanos = nanos.getAsLong();
    }

    /** Whether things may be removed for their age now; to be asked before each time. */
    public synchronized boolean trusts() {
        long millis = this.clock.millis();
        long now = this.nanos.getAsLong();
        Duration jump = Duration.ofMillis(millis - this.lastMillis).minusNanos(now - this.lastNanos);
        this.lastMillis = millis;
        this.lastNanos = now;
        if (jump.abs().compareTo(JUMP) > 0) {
            LOG.log(Level.WARNING, "the clock has jumped by {0}; nothing is removed for its age for {1} minutes",
                    Plural.of(jump.toMinutes(), "minute"), REST.toMinutes());
            this.resting = true;
            this.restUntil = now + REST.toNanos();
        }
        this.resting = this.resting && now - this.restUntil < 0;
        return !this.resting;
    }

}
