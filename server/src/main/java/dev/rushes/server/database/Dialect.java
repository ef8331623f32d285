package dev.rushes.server.database;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the two databases call differently. */
enum Dialect implements FullText {

    SQLITE {
        @Override
        public String matches(String name) {
            return "shot_words MATCH :" + name;
        }

        @Override
        public String rank(String name) {
            return "bm25(shot_words)";
        }

        @Override
        public String query(List<String> words, boolean all) {
            return words.stream().map((word) -> '"' + word + '"').collect(Collectors.joining(all ? " AND " : " OR "));
        }

        @Override
        Map<String, String> words() {
            return Map.of("bytes", "BLOB", "time", "TIMESTAMP", "boolean", "BOOLEAN", "shot_words",
                    "CREATE VIRTUAL TABLE shot_words USING fts5(words, tokenize = 'porter unicode61')");
        }
    },

    POSTGRESQL {
        @Override
        public String matches(String name) {
            return "vector @@ to_tsquery('english', :" + name + ")";
        }

        @Override
        public String rank(String name) {
            return "-ts_rank(vector, to_tsquery('english', :" + name + "))";
        }

        @Override
        public String query(List<String> words, boolean all) {
            return String.join(all ? " & " : " | ", words);
        }

        @Override
        Map<String, String> words() {
            return Map.of("bytes", "BYTEA", "time", "TIMESTAMP WITH TIME ZONE", "boolean", "BOOLEAN", "shot_words",
                    "CREATE TABLE shot_words (rowid BIGINT PRIMARY KEY, words TEXT NOT NULL,"
                            + " vector tsvector GENERATED ALWAYS AS (to_tsvector('english', words)) STORED);"
                            + " CREATE INDEX shot_words_of ON shot_words USING GIN (vector)");
        }
    };

    /** For the placeholders of the migrations. */
    abstract Map<String, String> words();

}
