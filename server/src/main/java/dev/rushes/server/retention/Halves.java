package dev.rushes.server.retention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.rushes.server.database.Database;
import dev.rushes.server.storage.Storage;
import org.jdbi.v3.core.Handle;

/**
 * What a worker was writing when it died, of jobs and previews that have ended since:
 * another try would write it anew, but none may come. What is whole stays, for a retry
 * goes on from there.
 */
public final class Halves {

    /** A job's folder and the one of its pieces within. */
    private static final int DEPTH = 2;

    /** A fresh one may be with a worker that has yet to hear of the end. */
    static final Duration UNTOUCHED = Duration.ofSeconds(60);

    /** What ended that long before the last sweep was looked at while untouched. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private final Database database;

    private final Storage storage;

    private final Clock clock;

    /** A killed worker's frame that was made again is written down nowhere. */
    private static final Duration EVERYTHING = Duration.ofDays(1);

    /** Milliseconds since 1970; the first sweep looks at everything. */
    private long last = Long.MIN_VALUE;

    /** When everything was looked at. */
    private long whole = Long.MIN_VALUE;

    public Halves(Database database, Storage storage, Clock clock) {
        this.database = database;
        this.storage = storage;
        this.clock = clock;
    }

    /**
     * Removes them; to be called after the start and every few minutes, by one at a time.
     * The first of a day looks at everything.
     * @return how many went
     */
    public int sweep() {
        long now = this.clock.millis();
        // a clock that was put back must not hide what ends from now on
        boolean all = this.last == Long.MIN_VALUE || Math.abs(now - this.whole) >= EVERYTHING.toMillis();
        long since = all ? 0 : Math.min(this.last, now) - MARGIN.toMillis();
        int gone = 0;
        for (Path folder : this.database.read((handle) -> ended(handle, since))) {
            gone += sweep(folder, DEPTH);
        }
        this.last = now;
        this.whole = all ? now : this.whole;
        return gone;
    }

    List<Path> ended(Handle handle, long since) {
        List<Path> folders = new ArrayList<>();
        handle
            // that it is over is said by its end; asked for, SQLite would read them by
            // state
            .createQuery("SELECT id FROM jobs WHERE finished >= ? ORDER BY finished")
            .bind(0, since)
            .mapTo(String.class)
            .forEach((job) -> folders.add(this.storage.job(job)));
        handle
            .createQuery("SELECT COALESCE(job_id, asset_id) FROM tasks WHERE finished >= ? AND kind IN ('preview',"
                    + " 'result', 'still') AND state NOT IN ('waiting', 'ready', 'running') ORDER BY finished")
            .bind(0, since)
            .mapTo(String.class)
            .forEach((subject) -> folders.add(this.storage.previews(subject)));
        return folders;
    }

    private int sweep(Path folder, int depth) {
        int gone = 0;
        for (Path path : Sweep.list(folder)) {
            if (path.toString().endsWith(".part")) {
                gone += (untouched(path) && Sweep.remove(path)) ? 1 : 0;
            }
            else if (depth > 1 && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                gone += sweep(path, depth - 1);
            }
        }
        return gone;
    }

    /** An attempt's folder is as fresh as what is in it. */
    private boolean untouched(Path path) {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                && !Sweep.list(path).stream().allMatch(this::untouched)) {
            return false;
        }
        try {
            return Files.getLastModifiedTime(path).toMillis() < this.clock.millis() - UNTOUCHED.toMillis();
        }
        catch (IOException gone) {
            return false;
        }
    }

}
