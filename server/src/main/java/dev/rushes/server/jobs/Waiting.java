package dev.rushes.server.jobs;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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

    /** Jobs told of in about one call; the rest follows with the next. */
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
        this.database.read(this::news)
            .forEach((job) -> this.database.update((handle) -> tell(handle, JobRow.lock(handle, job))));
    }

    /** Without a lock: of most there is nothing new, however many there are. */
    private List<String> news(Handle handle) {
        Map<String, Optional<String>> told = new LinkedHashMap<>();
        handle
            .createQuery("SELECT id, waits_for FROM jobs"
                    + " WHERE state IN ('queued', 'planning', 'running', 'assembling', 'held')"
                    + " AND (waits_for IS NOT NULL OR id IN (SELECT job_id FROM tasks"
                    + " WHERE state = 'ready' AND phase IS NOT NULL AND job_id IS NOT NULL)) ORDER BY id")
            .map((row, _) -> told.put(row.getString("id"), Optional.ofNullable(row.getString("waits_for"))))
            .list();
        List<String> all = List.copyOf(told.keySet());
        List<String> news = new ArrayList<>();
        for (int from = 0; from < all.size() && news.size() < AT_ONCE; from += AT_ONCE) {
            List<String> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            Map<String, Progress> now = Progress.of(handle, some);
            some.stream()
                .filter((job) -> !waitsFor(now.getOrDefault(job, Progress.NONE)).equals(told.get(job)))
                .forEach(news::add);
        }
        return news;
    }

    private static Optional<String> waitsFor(Progress now) {
        return Optional.ofNullable(now.waits() ? now.phase() : null);
    }

    /**
     * Tells of a locked job, unless there is nothing new or it has just been heard of.
     */
    void tell(Handle handle, JobRow job) {
        Progress now = Progress.of(handle, job.id());
        String waits = waitsFor(now).orElse(null);
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
