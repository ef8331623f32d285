package dev.rushes.server.work;

import java.time.Duration;

import dev.rushes.models.Problem;

/** Gets the end of a task into a database that is gone for a while. */
final class Persistence {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /**
     * Some minutes; after that the task is done anew, which finds what is made already.
     */
    private static final int TRIES = 60;

    private Persistence() {
    }

    /**
     * Does it, again and again while the database does not answer.
     * @throws Problem of the last try
     */
    static void insist(Runnable write, Complaint complaint) {
        for (int tries = 1;; tries++) {
            try {
                write.run();
                if (tries > 1) {
                    complaint.well("the end of the task is written down");
                }
                return;
            }
            catch (Problem problem) {
                if (problem.kind() != Problem.Kind.EXHAUSTED || tries == TRIES) {
                    throw problem;
                }
                complaint.trouble("the end of a task waits to be written down: " + problem.getMessage());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        }
        catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw Problem.cancelled();
        }
    }

}
