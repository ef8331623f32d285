package dev.rushes.server.database;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertTrue;

class PollerTests {

    @Test
    void aLookThatWantsForMemoryIsNotTheLast() throws InterruptedException {
        CountDownLatch looks = new CountDownLatch(3);
        try (Poller poller = new Poller("looks", "cannot look", Duration.ofMillis(1), () -> {
            looks.countDown();
            throw new OutOfMemoryError("just now");
        })) {
            poller.start();
            assertTrue(looks.await(60, TimeUnit.SECONDS), "it looks again");
        }
    }

}
