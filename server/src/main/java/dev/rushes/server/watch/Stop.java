package dev.rushes.server.watch;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The wish that watching ends, which whoever works long asks for now and then. */
final class Stop {

    private final CountDownLatch latch = new CountDownLatch(1);

    void want() {
        this.latch.countDown();
    }

    boolean wanted() {
        return this.latch.getCount() == 0;
    }

    /** Ends a copy. */
    void check() throws InterruptedIOException {
        if (wanted()) {
            throw new InterruptedIOException("the server stops");
        }
    }

    /** Waits for it; false if it did not come in time. */
    boolean await(Duration time) throws InterruptedException {
        return this.latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

}
