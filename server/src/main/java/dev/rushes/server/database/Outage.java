package dev.rushes.server.database;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/**
 * Tells a database that is away, locked or full, where the same statement helps later,
 * from one that was asked nonsense, where it never will.
 */
final class Outage {

    /**
     * Classes of SQLSTATE: connection lost, given up for another's sake, no room, asked
     * too much, shut down, broken disk.
     */
    private static final Set<String> CLASSES = Set.of("08", "40", "53", "55", "57", "58");

    /** A standby, which a primary becomes for a moment when two change places. */
    private static final String READ_ONLY = "25006";

    /** A transaction in which this process was stopped for too long. */
    private static final String IDLE = "25P03";

    /**
     * SQLite's codes: busy, locked, out of memory, read-only, interrupted, input or
     * output, full, cannot be opened, lock protocol.
     */
    private static final Set<Integer> SQLITE = Set.of(5, 6, 7, 8, 9, 10, 13, 14, 15);

    private Outage() {
    }

    static boolean caused(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && passes(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean passes(SQLException trouble) {
        String state = trouble.getSQLState();
        if (trouble instanceof SQLTransientException || trouble instanceof SQLRecoverableException) {
            return true;
        }
        if (state == null) {
            // SQLite has codes in place of states; without either it is the pool, whose
            // connection was closed under the statement
            return trouble.getErrorCode() == 0 || SQLITE.contains(trouble.getErrorCode());
        }
        return READ_ONLY.equals(state) || IDLE.equals(state)
                || CLASSES.contains(state.substring(0, Math.min(2, state.length())));
    }

}
