package dev.rushes.server.work;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.rushes.models.Problem;

/**
 * Gets a word into a database, or out of it, that is away, locked or full for a while. It
 * has no number of tries: a worker that gave up would have made its work in vain, and
 * could do nothing else without the database anyway. What bounds it is that its process
 * is told to go; one task waits a thread, and nothing is heaped up.
 */
final class Persistence {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final BooleanSupplier leaving;

    private final Complaint complaint;

    private final Runnable pause;

    /**
     * One for a process.
     * @param leaving whether the process has to go, so that it must give up
     */
    Persistence(BooleanSupplier leaving, Complaint complaint) {
        this(leaving, complaint, Persistence::sleep);
    }

    /** With another way to wait between two tries. */
    Persistence(BooleanSupplier leaving, Complaint complaint, Runnable pause) {
        this.leaving = leaving;
        this.complaint = complaint;
        this.pause = pause;
    }

    /**
     * Does it, again and again while the database does not answer.
     * @throws Problem EXHAUSTED if the process has to go before it does, and any other at
     * once
     */
    <T> T insist(Supplier<T> statement) {
        while (true) {
            try {
                T answer = statement.get();
                this.complaint.well("the database answers again");
                return answer;
            }
            catch (Problem problem) {
                if (problem.kind() != Problem.Kind.EXHAUSTED || this.leaving.getAsBoolean()) {
                    throw problem;
                }
                this.complaint.trouble(problem.getMessage() + " (tried until it does)");
                this.pause.run();
            }
        }
    }

    /** The same with no result. */
    void insist(Runnable statement) {
        insist(() -> {
            statement.run();
            return null;
        });
    }

    private static void sleep() {
        try {
            Thread.sleep(PAUSE);
        }
        catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw Problem.cancelled();
        }
    }

}
