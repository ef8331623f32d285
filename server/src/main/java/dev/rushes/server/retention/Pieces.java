package dev.rushes.server.retention;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import dev.rushes.server.database.Database;
import dev.rushes.server.storage.Storage;
import dev.rushes.server.storage.Usage;
import org.jdbi.v3.core.Handle;

/**
 * The finished segments of jobs that failed or were cancelled: a retry goes on from them,
 * but few are tried again after days, and there may be nothing larger on the disk.
 */
public final class Pieces {

    /** How long they are kept after the job's end. */
    static final Duration KEPT = Duration.ofDays(7);

    private static final Logger LOG = System.getLogger(Pieces.class.getName());

    /** What a worker calls the folder of a job's pieces. */
    private static final String WORK = ".work";

    /** The same on its way out. */
    private static final String GONE = ".gone";

    private final Database database;

    private final Storage storage;

    private final Usage usage;

    private final Clock clock;

    public Pieces(Database database, Storage storage, Usage usage, Clock clock) {
        this.database = database;
        this.storage = storage;
        this.usage = usage;
        this.clock = clock;
    }

    /**
     * Removes those that are due; to be called now and then, by one at a time.
     * @return of how many jobs
     */
    public int sweep() {
        long oldest = this.clock.millis() - KEPT.toMillis();
        int jobs = 0;
        for (String job : this.database.read((handle) -> ended(handle, oldest))) {
            boolean any = holds(job, WORK) && this.database.change((handle) -> putAside(handle, job, oldest));
            if (any || holds(job, GONE)) {
                Sweep.list(this.storage.job(job)).stream().filter((path) -> is(path, GONE)).forEach(Sweep::remove);
                this.usage.changed();
                jobs++;
            }
        }
        return jobs;
    }

    private static List<String> ended(Handle handle, long oldest) {
        return handle
            .createQuery("SELECT id FROM jobs WHERE state IN ('failed', 'cancelled') AND finished < ? ORDER BY id")
            .bind(0, oldest)
            .mapTo(String.class)
            .list();
    }

    /**
     * Renames them while nobody can have the job tried again: a retry finds them whole or
     * not at all.
     */
    private boolean putAside(Handle handle, String job, long oldest) {
        if (handle.execute("UPDATE jobs SET version = version + 1 WHERE id = ? AND state IN ('failed', 'cancelled')"
                + " AND finished < ?", job, oldest) == 0) {
            return false;
        }
        for (Path folder : Sweep.list(this.storage.job(job)).stream().filter((path) -> is(path, WORK)).toList()) {
            try {
                // one that is there already was put aside before a crash
                Path aside = folder.resolveSibling(folder.getFileName() + GONE);
                Sweep.remove(aside);
                Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
            }
            catch (IOException trouble) {
                LOG.log(Level.WARNING, "{0} cannot be removed: {1}", folder, trouble.getMessage());
            }
        }
        return true;
    }

    private boolean holds(String job, String ending) {
        return Sweep.list(this.storage.job(job)).stream().anyMatch((path) -> is(path, ending));
    }

    private static boolean is(Path path, String ending) {
        String name = path.getFileName().toString();
        return name.startsWith(".") && name.endsWith(ending) && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

}
