package dev.rushes.server.metrics;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.rushes.server.database.Database;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * What tasks came to, in whatever process they ran: since it was last asked, and from the
 * start of this process on.
 */
final class TaskMetrics {

    private static final Duration[] BUCKETS = { Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30),
            Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(2) };

    private static final double[] RATES = { 0.1, 0.5, 1, 2, 5, 10, 25, 50, 100, 250 };

    /** A task may be written down a little after the moment that it bears. */
    private static final long LATE_MILLIS = 30_000;

    /** Most that are counted at once; the rest is counted the next time. */
    private static final int AT_ONCE = 5_000;

    private final MeterRegistry registry;

    private final Database database;

    private final Clock clock;

    /** Up to which moment of finishing tasks have been counted. */
    private long until;

    /** Those that were counted and may come up again: when they finished, by id. */
    private final Map<String, Long> counted = new LinkedHashMap<>();

    TaskMetrics(MeterRegistry registry, Database database, Clock clock) {
        this.registry = registry;
        this.database = database;
        this.clock = clock;
        this.until = clock.millis();
    }

    /** Counts what has been finished since the last time. */
    void count() {
        long now = this.clock.millis();
        if (this.until > now + LATE_MILLIS) {
            turnBack(now);
        }
        List<Finished> tasks = this.database.read((handle) -> handle
            .createQuery("SELECT id, kind, state, failures, deaths, started, finished, frames_done FROM tasks"
                    + " WHERE finished >= :from AND finished <= :now ORDER BY finished LIMIT :limit")
            .bind("from", this.until - LATE_MILLIS)
            .bind("now", now + LATE_MILLIS)
            .bind("limit", AT_ONCE + this.counted.size())
            .map((row, _) -> {
                long finished = row.getLong("finished");
                long started = row.getLong("started");
                // one that was cancelled before it began
                started = row.wasNull() ? finished : started;
                return new Finished(row.getString("id"), row.getString("kind"), row.getString("state"),
                        row.getInt("failures"), row.getInt("deaths"), started, finished, row.getLong("frames_done"));
            })
            .list());
        for (Finished task : tasks) {
            Long before = this.counted.put(task.id(), task.finished());
            if (before == null || before != task.finished()) {
                count(task);
            }
            this.until = Math.max(this.until, task.finished());
        }
        this.counted.values().removeIf((finished) -> finished < this.until - LATE_MILLIS);
    }

    /**
     * The clock was set back: what is finished from now on bears earlier moments than
     * what was counted. That is remembered until the clock has come by it again.
     */
    private void turnBack(long now) {
        this.until = now;
        this.database
            .read((handle) -> handle
                .createQuery("SELECT id, finished FROM tasks WHERE finished > :now ORDER BY finished LIMIT :limit")
                .bind("now", now + LATE_MILLIS)
                .bind("limit", AT_ONCE)
                .map((row, _) -> Map.entry(row.getString("id"), row.getLong("finished")))
                .list())
            .forEach((task) -> this.counted.put(task.getKey(), task.getValue()));
    }

    private void count(Finished task) {
        Timer.builder("rushes.task")
            .description("Tasks that have ended, and how long their last attempt took")
            .tag("kind", task.kind())
            .tag("state", task.state())
            .serviceLevelObjectives(BUCKETS)
            .register(this.registry)
            .record(task.finished() - task.started(), TimeUnit.MILLISECONDS);
        boolean done = task.state().equals("done");
        counter("rushes.task.attempts", "Attempts of tasks that have ended", task)
            .increment(task.failures() + task.deaths() + (done ? 1 : 0));
        counter("rushes.task.failures", "Attempts that ended with a problem", task).increment(task.failures());
        counter("rushes.worker.deaths", "Workers that died of a task that has ended since", task)
            .increment(task.deaths());
        counter("rushes.task.frames", "Pictures made by tasks that have ended", task).increment((double) task.frames());
        long millis = task.finished() - task.started();
        if (done && task.frames() > 0 && millis > 0) {
            DistributionSummary.builder("rushes.task.fps")
                .description("Pictures a second of tasks that are done")
                .tag("kind", task.kind())
                .serviceLevelObjectives(RATES)
                .register(this.registry)
                .record(task.frames() * 1000.0 / millis);
        }
    }

    private Counter counter(String name, String description, Finished task) {
        return Counter.builder(name).description(description).tag("kind", task.kind()).register(this.registry);
    }

    private record Finished(String id, String kind, String state, int failures, int deaths, long started, long finished,
            long frames) {

    }

}
