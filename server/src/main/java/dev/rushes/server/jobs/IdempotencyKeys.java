package dev.rushes.server.jobs;

import java.time.Duration;

import dev.rushes.models.Problem;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.workers.Disk;
import org.jdbi.v3.core.Handle;

/**
 * Makes a request that is sent twice one job, as the header {@code Idempotency-Key} asks.
 */
final class IdempotencyKeys {

    /** How long a key is remembered. */
    private static final Duration AGE = Duration.ofDays(7);

    private static final int LETTERS = 255;

    private IdempotencyKeys() {
    }

    /**
     * Claims a key for a new job, until the end of the transaction against all others.
     * @param key as sent, with or without the draft standard's quotes, or null for none
     * @return the job that the same request has made before, or null if this is the first
     * @throws HttpProblem 422 if another request has used the key
     */
    static String claim(Handle handle, String owner, String key, String request, String job, long now) {
        if (key == null) {
            return null;
        }
        String bare = key.strip().replaceFirst("^\"(.*)\"$", "$1");
        if (bare.isEmpty() || bare.length() > LETTERS) {
            throw Problem.invalid("Idempotency-Key must have 1 to %d letters", LETTERS);
        }
        String fingerprint = Disk.sha256(request);
        int claimed = handle
            .execute("INSERT INTO idempotency (owner, request_key, fingerprint, job_id, created) VALUES (?, ?, ?, ?, ?)"
                    + " ON CONFLICT (owner, request_key) DO NOTHING", owner, bare, fingerprint, job, now);
        if (claimed == 1) {
            return null;
        }
        return handle.createQuery("SELECT fingerprint, job_id FROM idempotency WHERE owner = ? AND request_key = ?")
            .bind(0, owner)
            .bind(1, bare)
            .map((row, _) -> {
                if (!row.getString("fingerprint").equals(fingerprint)) {
                    throw new HttpProblem(422, "idempotency-key-reused", "The key belongs to another request",
                            "the Idempotency-Key \"%s\" was used for another request, which made job %s; take a new key"
                                .formatted(bare, row.getString("job_id")));
                }
                return row.getString("job_id");
            })
            .one();
    }

    /** Forgets those that are too old. */
    static int prune(Handle handle, long now) {
        return handle.execute("DELETE FROM idempotency WHERE created < ?", now - AGE.toMillis());
    }

}
