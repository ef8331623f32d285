package dev.rushes.server.retention;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.Scope;
import dev.rushes.server.uploads.Uploads;
import org.jdbi.v3.core.Handle;

/** Removes what is older than it shall become, a bounded number at a time. */
public final class Retention {

    private static final Logger LOG = System.getLogger(Retention.class.getName());

    /** In one sweep, of each kind. */
    private static final int LIMIT = 200;

    private static final Caller SELF = new Caller("retention", Scope.ADMIN);

    private final Database database;

    private final Removal removal;

    private final Uploads uploads;

    private final Clock clock;

    private final Duration keep;

    /**
     * A rule.
     * @param keep for how long jobs are kept after their end and assets after their last
     * use, or null for ever
     */
    public Retention(Database database, Removal removal, Uploads uploads, Clock clock, Duration keep) {
        this.database = database;
        this.removal = removal;
        this.uploads = uploads;
        this.clock = clock;
        this.keep = keep;
    }

    /**
     * Removes some of what is due; to be called every few minutes.
     * @return how many things went
     */
    public int sweep() {
        int gone = this.uploads.expire(LIMIT);
        if (this.keep == null) {
            return gone;
        }
        long oldest = this.clock.millis() - this.keep.toMillis();
        gone += each(this.database.read((handle) -> oldJobs(handle, oldest)),
                (caller, id) -> this.removal.job(caller, id, oldest));
        gone += each(this.database.read((handle) -> oldAssets(handle, oldest)), this.removal::asset);
        return gone;
    }

    /** What a watch folder has not brought to its output yet is still wanted. */
    static List<String> oldJobs(Handle handle, long oldest) {
        return ids(handle,
                "SELECT id FROM jobs WHERE finished < ? AND NOT EXISTS"
                        + " (SELECT 1 FROM watched WHERE watched.job_id = jobs.id AND state = 'taken')"
                        + " ORDER BY finished LIMIT ?",
                oldest);
    }

    static List<String> oldAssets(Handle handle, long oldest) {
        return ids(handle, "SELECT id FROM assets WHERE used < ? AND created < " + oldest + " AND NOT EXISTS"
                + " (SELECT 1 FROM jobs WHERE jobs.asset_id = assets.id) ORDER BY used LIMIT ?", oldest);
    }

    private static List<String> ids(Handle handle, String query, long oldest) {
        return handle.createQuery(query).bind(0, oldest).bind(1, LIMIT).mapTo(String.class).list();
    }

    private static int each(List<String> ids, BiConsumer<Caller, String> remove) {
        int gone = 0;
        for (String id : ids) {
            try {
                remove.accept(SELF, id);
                gone++;
            }
            catch (Problem trouble) {
                // somebody uses it again, or was faster; the others go nevertheless
                LOG.log(Level.INFO, () -> "not removed: " + trouble.getMessage());
            }
        }
        return gone;
    }

}
