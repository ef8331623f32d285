package dev.rushes.server.downloads;

import java.util.HashMap;
import java.util.Map;

import dev.rushes.server.http.HttpProblem;

/**
 * How many downloads go on at the same time. One that is stalled by its reader costs no
 * memory, but a file handle and a connection until it is cut for its silence, and of
 * those the rest of the server needs some too.
 */
final class Slots {

    /** Half of the connections that the server takes. */
    static final int ALL = 512;

    static final int EACH = 256;

    private static final String RETRY_SECONDS = "5";

    private final Map<String, Integer> taken = new HashMap<>();

    private int count;

    /**
     * Takes one, which must be given back.
     * @param owner name of the key
     * @throws HttpProblem 429 if the key has too many, 503 if all together are
     */
    synchronized void take(String owner) {
        if (this.count >= ALL) {
            throw new HttpProblem(503, "busy", "Too many at once",
                    "%d downloads go on at this moment; try again when some are done".formatted(this.count))
                .with("Retry-After", RETRY_SECONDS);
        }
        int mine = this.taken.getOrDefault(owner, 0);
        if (mine >= EACH) {
            throw new HttpProblem(429, "too-many", "Too many at once",
                    "%d downloads of \"%s\" go on at this moment; finish or end some".formatted(mine, owner))
                .with("Retry-After", RETRY_SECONDS);
        }
        this.taken.put(owner, mine + 1);
        this.count++;
    }

    synchronized void give(String owner) {
        this.count--;
        this.taken.computeIfPresent(owner, (_, mine) -> (mine > 1) ? mine - 1 : null);
    }

}
