package dev.rushes.server.webhooks;

import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertTrue;

class BackoffTests {

    @Test
    void eightAttemptsOverSomeHours() {
        Random random = new Random(1);
        for (int run = 0; run < 100; run++) {
            Duration all = Duration.ZERO;
            for (int attempt = 1; attempt < 8; attempt++) {
                all = all.plus(Backoff.after(attempt, random).orElseThrow());
            }
            assertTrue(Backoff.after(8, random).isEmpty());
            assertTrue(all.toMinutes() > 150 && all.toMinutes() < 300, all.toString());
        }
    }

}
