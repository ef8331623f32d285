package dev.rushes.server.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import dev.rushes.server.fixture.StepClock;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** When a clock is trusted with removing things. */
class CautionTests {

    private final StepClock clock = new StepClock(Instant.parse("2026-11-22T12:00:00Z"));

    private final AtomicLong nanos = new AtomicLong(-5);

    private final Caution caution = new Caution(this.clock, this.nanos::get);

    @Test
    void timeThatPassesIsTrusted() {
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofHours(5), Duration.ofSeconds(20));
            assertTrue(this.caution.trusts());
        }
    }

    @Test
    void aJumpIsNotTrustedForAnHour() {
        pass(Duration.ofMinutes(5), Duration.ofDays(40));
        assertFalse(this.caution.trusts());
        for (int i = 0; i < 11; i++) {
            pass(Duration.ofMinutes(5), Duration.ZERO);
            assertFalse(this.caution.trusts());
        }
        pass(Duration.ofMinutes(5), Duration.ZERO);
        assertTrue(this.caution.trusts());
    }

    @Test
    void aJumpBackIsOneToo() {
        pass(Duration.ofMinutes(5), Duration.ofDays(-40));
        assertFalse(this.caution.trusts());
    }

    private void pass(Duration time, Duration jump) {
        this.clock.step(time.plus(jump));
        this.nanos.addAndGet(time.toNanos());
    }

}
