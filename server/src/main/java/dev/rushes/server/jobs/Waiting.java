package dev.rushes.server.jobs;

import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import dev.rushes.server.database.Database;
import dev.rushes.server.events.EventLog;
import org.jdbi.v3.core.Handle;

/**
 * Says it when a job begins to wait for something, waits for something else or waits no
 * more. Its state stays the same all the while, so that nobody would else look again.
 */
public final class Waiting {

    /** Between two events of one job, in milliseconds. */
    private static final long PAUSE = 1000;

    /** Jobs looked at in one call; the rest follows with the next. */
    private static final int AT_ONCE = 500;

    private final Database database;

    private final EventLog events;

    private final Clock clock;

    public Waiting(Database database, EventLog events, Clock clock) {
        this.database = database;
        this.events = events;
        this.clock = clock;
    }

    /** Tells of all jobs of which that has not been told. */
    public void look() {
        List<String> jobs = this.database.read((handle) -> handle
            .createQuery("SELECT id FROM jobs WHERE state IN ('queued', 'planning', 'running', 'assembling', 'held')"
                    + " AND (waits_for IS NOT NULL OR id IN (SELECT job_id FROM tasks"
                    + " WHERE state = 'ready' AND phase IS NOT NULL AND job_id IS NOT NULL)) ORDER BY id LIMIT :limit")
            .bind("limit", AT_ONCE)
            .mapTo(String.class)
            .list());
        jobs.forEach((job) -> this.database.update((handle) -> tell(handle, JobRow.lock(handle, job))));
    }

    /**
     * Tells of a locked job, unless there is nothing new or it has just been heard of.
     */
    void tell(Handle handle, JobRow job) {
        Progress now = Progress.of(handle, job.id());
        String waits = now.waits() ? now.phase() : null;
        String told = handle.createQuery("SELECT waits_for FROM jobs WHERE id = ?")
            .bind(0, job.id())
            .mapTo(String.class)
            .findOne()
            .orElse(null);
        long moment = this.clock.millis();
        if (!job.state().ended() && !Objects.equals(waits, told)
                && handle.execute("UPDATE jobs SET waits_for = ?, progressed = ? WHERE id = ? AND progressed <= ?",
                        waits, moment, job.id(), moment - PAUSE) == 1) {
            this.events.add(handle, "job.changed", job.id(), job.asset(),
                    Collections.singletonMap("phase", now.phase()));
        }
    }

}
