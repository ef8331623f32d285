package dev.rushes.server.metrics;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import dev.rushes.server.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import org.jdbi.v3.core.Handle;

/** What there is at this moment: queue, jobs, workers, footage, messages. */
final class StockMetrics {

    /** A worker that has not been heard of for so long is not counted. */
    private final Database database;

    private final Clock clock;

    private final MultiGauge tasks;

    private final MultiGauge oldest;

    private final MultiGauge jobs;

    private final MultiGauge workers;

    private final MultiGauge assets;

    private final MultiGauge bytes;

    private final MultiGauge deliveries;

    StockMetrics(MeterRegistry registry, Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.tasks = MultiGauge.builder("rushes.queue.tasks")
            .description("Tasks that are not finished, by class of worker and state")
            .register(registry);
        this.oldest = MultiGauge.builder("rushes.queue.age")
            .baseUnit("seconds")
            .description("How long the task has waited that has been ready for longest, by class of worker")
            .register(registry);
        this.jobs = MultiGauge.builder("rushes.jobs").description("Jobs by state").register(registry);
        this.workers = MultiGauge.builder("rushes.workers").description("Workers that are alive").register(registry);
        this.assets = MultiGauge.builder("rushes.assets").description("Footage by state").register(registry);
        this.bytes = MultiGauge.builder("rushes.assets.size")
            .baseUnit("bytes")
            .description("Footage by state; the same content counts each time")
            .register(registry);
        this.deliveries = MultiGauge.builder("rushes.webhook.deliveries")
            .description("Webhook messages in the delivery log, by state")
            .register(registry);
    }

    /** Looks at the tables. */
    void count() {
        this.database.read((handle) -> {
            queue(handle);
            byWord(handle, this.jobs, "state", "SELECT state, COUNT(*) FROM jobs GROUP BY state");
            byWord(handle, this.deliveries, "state", "SELECT state, COUNT(*) FROM deliveries GROUP BY state");
            byWord(handle, this.assets, "state", "SELECT state, COUNT(*) FROM assets GROUP BY state");
            byWord(handle, this.bytes, "state", "SELECT state, SUM(bytes) FROM assets GROUP BY state");
            byWord(handle, this.workers, "resource", "SELECT resource, COUNT(*) FROM workers GROUP BY resource");
            return null;
        });
    }

    private void queue(Handle handle) {
        List<MultiGauge.Row<?>> counts = new ArrayList<>();
        List<MultiGauge.Row<?>> ages = new ArrayList<>();
        long now = this.clock.millis();
        handle
            .createQuery("SELECT resource, state, COUNT(*) AS tasks, MIN(ready) AS since FROM tasks"
                    + " WHERE state IN ('waiting', 'ready', 'running') GROUP BY resource, state")
            .map((row, _) -> {
                Tags resource = Tags.of("resource", row.getString("resource"));
                counts.add(MultiGauge.Row.of(resource.and("state", row.getString("state")), row.getLong("tasks")));
                if (row.getString("state").equals("ready")) {
                    // one that is to be tried again later is not late
                    ages.add(MultiGauge.Row.of(resource, Math.max(0, now - row.getLong("since")) / 1000.0));
                }
                return null;
            })
            .list();
        this.tasks.register(counts, true);
        this.oldest.register(ages, true);
    }

    private static void byWord(Handle handle, MultiGauge gauge, String label, String sql) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        handle.createQuery(sql).map((row, _) -> {
            rows.add(MultiGauge.Row.of(Tags.of(label, row.getString(1)), row.getLong(2)));
            return null;
        }).list();
        gauge.register(rows, true);
    }

}
