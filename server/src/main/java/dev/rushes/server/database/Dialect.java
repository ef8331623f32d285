package dev.rushes.server.database;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/** What the two databases call differently. */
enum Dialect {

    SQLITE, POSTGRESQL;

    /** SQLite's codes for errors in SQL, constraints, types and its misuse. */
    private static final Set<Integer> SQLITE_MISTAKES = Set.of(1, 18, 19, 20, 21, 25);

    /** The classes of SQLSTATE for the same: data, constraints, syntax and the like. */
    private static final Set<String> SQL_MISTAKES = Set.of("0A", "21", "22", "23", "26", "2F", "3F", "42", "44");

    /**
     * Whether another try would be refused as well; not if the database is busy or gone,
     * full, in a deadlock with others, or says nothing that is known.
     */
    boolean refuses(SQLException trouble) {
        String state = trouble.getSQLState();
        return switch (this) {
            case SQLITE -> SQLITE_MISTAKES.contains(trouble.getErrorCode());
            case POSTGRESQL -> state != null && state.length() == 5 && SQL_MISTAKES.contains(state.substring(0, 2));
        };
    }

    /** For the placeholders of the migrations. */
    Map<String, String> words() {
        return switch (this) {
            case SQLITE -> Map.of("bytes", "BLOB", "time", "TIMESTAMP", "boolean", "BOOLEAN");
            case POSTGRESQL -> Map.of("bytes", "BYTEA", "time", "TIMESTAMP WITH TIME ZONE", "boolean", "BOOLEAN");
        };
    }

}
