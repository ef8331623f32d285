package dev.rushes.workers.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM, SIGHUP and Ctrl-C into a flag that running work reads between frames,
 * and keeps the process alive until that work has cleaned up.
 */
public final class Cancellation {

    /** Render farms send SIGKILL 90 s after SIGTERM. */
    private static final int PATIENCE_SECONDS = 80;

    private final CountDownLatch finished = new CountDownLatch(1);

    private final CountDownLatch asked = new CountDownLatch(1);

    private volatile int code = ExitCode.CANCELLED;

    /** Starts to listen; once a process. */
    void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "cancel"));
    }

    boolean asked() {
        return this.asked.getCount() == 0;
    }

    /** For commands that run until they are told to stop. */
    public void await() throws InterruptedException {
        this.asked.await();
    }

    /** The same as a signal, from within. */
    public void ask() {
        this.asked.countDown();
    }

    /**
     * To be called when all work is over.
     * @param exitCode what the process should end with
     */
    void finished(int exitCode) {
        this.code = exitCode;
        this.finished.countDown();
    }

    private void stop() {
        if (this.finished.getCount() == 0) {
            return;
        }
        ask();
        try {
            if (!this.finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ExitCode.CANCELLED);
            }
        }
        catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        // without this the JVM would answer 130 to Ctrl-C
        Runtime.getRuntime().halt(this.code);
    }

}
