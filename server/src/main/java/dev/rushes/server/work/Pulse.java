package dev.rushes.server.work;

/**
 * Whether a worker may still show that it is alive: not while the data directory gives no
 * answer, as a network disk does whose server is gone. Whoever asks it then waits for
 * ever, and so would the worker's tasks. Signs are counted, not time, in which the
 * process may have been stopped.
 */
final class Pulse {

    /** A minute; a disk that is only slow answers by then. */
    private static final int MOST = 4;

    private int unanswered;

    /** The data directory has answered, whatever it said. */
    synchronized void answered() {
        this.unanswered = 0;
    }

    /** To be asked before each sign of life. */
    synchronized boolean beats() {
        this.unanswered = Math.min(MOST + 1, this.unanswered + 1);
        return this.unanswered <= MOST;
    }

}
