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

    /** For the placeholders of the migrations. */
    Map<String, String> words() {
        return switch (this) {
            case SQLITE -> Map.of("bytes", "BLOB", "time", "TIMESTAMP", "boolean", "BOOLEAN");
            case POSTGRESQL -> Map.of("bytes", "BYTEA", "time", "TIMESTAMP WITH TIME ZONE", "boolean", "BOOLEAN");
        };
    }

}
