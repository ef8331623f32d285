package dev.rushes.server.database;

import java.util.Map;

/** What the two databases call differently. */
enum Dialect {

    SQLITE, POSTGRESQL;

    /** For the placeholders of the migrations. */
    Map<String, String> words() {
        return switch (this) {
            case SQLITE -> Map.of("bytes", "BLOB", "time", "TIMESTAMP", "boolean", "BOOLEAN");
            case POSTGRESQL -> Map.of("bytes", "BYTEA", "time", "TIMESTAMP WITH TIME ZONE", "boolean", "BOOLEAN");
        };
    }

}
