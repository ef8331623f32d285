package dev.rushes.server.work;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

import dev.rushes.models.Problem;

/** Gets the end of a task into a database that is gone for a while. */
final class Persistence {

    private static final Logger LOG = System.getLogger(Persistence.class.getName());

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
    static void insist(Runnable write) {
        for (int tries = 1;; tries++) {
            try {
                write.run();
                return;
            }
            catch (Problem problem) {
                if (problem.kind() != Problem.Kind.EXHAUSTED || tries == TRIES) {
                    throw problem;
                }
                LOG.log(Level.WARNING, "{0} (try {1} of {2})", problem.getMessage(), tries, TRIES);
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
