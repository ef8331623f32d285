package dev.rushes.server.webhooks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

import dev.rushes.workers.job.Json;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * One message and how it fared.
 *
 * @param job whose end it tells, or null
 * @param state waiting, done, failed, or test (sent once, while somebody waits)
 * @param attempts that were begun
 * @param next milliseconds since 1970, when it is due
 * @param status HTTP's of the last answer, or null
 * @param problem of the last attempt, or null
 */
record Delivery(String id, String job, String url, String type, String body, String state, int attempts, long next,
        Integer status, String problem, long created, Long finished) {

    static final String COLUMNS = "id, job_id, url, type, body, state, attempts, next, status, problem, created,"
            + " finished";

    static Delivery read(ResultSet row, StatementContext context) throws SQLException {
        int status = row.getInt("status");
        Integer answer = row.wasNull() ? null : status;
        long finished = row.getLong("finished");
        Long end = row.wasNull() ? null : finished;
        return new Delivery(row.getString("id"), row.getString("job_id"), row.getString("url"), row.getString("type"),
                row.getString("body"), row.getString("state"), row.getInt("attempts"), row.getLong("next"), answer,
                row.getString("problem"), row.getLong("created"), end);
    }

    /** A new one, to be sent from now on. */
    static Delivery fresh(String id, String job, String url, String type, String state, long now, Map<String, ?> data) {
        String body = Json.line(Map.of("type", type, "timestamp", Instant.ofEpochMilli(now).toString(), "data", data));
        return new Delivery(id, job, url, type, body, state, 0, now, null, null, now, null);
    }

    void insert(Handle handle) {
        handle.execute("INSERT INTO deliveries (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", this.id,
                this.job, this.url, this.type, this.body, this.state, this.attempts, this.next, this.status,
                this.problem, this.created, this.finished);
    }

}
