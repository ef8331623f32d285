package dev.rushes.server.metrics;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.rushes.server.database.Database;
import dev.rushes.server.queue.Resource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import org.jdbi.v3.core.Handle;

/** What there is at this moment: queue, jobs, workers, footage, messages. */
final class StockMetrics {

    private static final List<String> STATES = List.of("waiting", "ready", "running");

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
            count(handle);
            return null;
        });
    }

    void count(Handle handle) {
        queue(handle);
        byWord(handle, this.jobs, "state", "SELECT state, COUNT(*) FROM jobs GROUP BY state");
        byWord(handle, this.deliveries, "state", "SELECT state, COUNT(*) FROM deliveries GROUP BY state");
        byWord(handle, this.assets, "state", "SELECT state, COUNT(*) FROM assets GROUP BY state");
        byWord(handle, this.bytes, "state", "SELECT state, SUM(bytes) FROM assets GROUP BY state");
        byWord(handle, this.workers, "resource", "SELECT resource, COUNT(*) FROM workers GROUP BY resource");
    }

    private void queue(Handle handle) {
        Map<Tags, Long> counts = new LinkedHashMap<>();
        Map<Tags, Double> ages = new LinkedHashMap<>();
        for (Resource resource : Resource.values()) {
            // what is not there now is 0, lest a graph has holes
            Tags tags = Tags.of("resource", resource.word());
            STATES.forEach((state) -> counts.put(tags.and("state", state), 0L));
            ages.put(tags, 0.0);
        }
        long now = this.clock.millis();
        handle
            .createQuery("SELECT resource, state, COUNT(*) AS tasks, MIN(ready) AS since FROM tasks"
                    + " WHERE state IN (<states>) GROUP BY resource, state")
            .bindList("states", STATES)
            .map((row, _) -> {
                Tags resource = Tags.of("resource", row.getString("resource"));
                counts.put(resource.and("state", row.getString("state")), row.getLong("tasks"));
                if (row.getString("state").equals("ready")) {
                    // one that is to be tried again later is not late
                    ages.put(resource, Math.max(0, now - row.getLong("since")) / 1000.0);
                }
                return null;
            })
            .list();
        this.tasks.register(rows(counts), true);
        this.oldest.register(rows(ages), true);
    }

    private static List<MultiGauge.Row<?>> rows(Map<Tags, ? extends Number> values) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        values.forEach((tags, value) -> rows.add(MultiGauge.Row.of(tags, value)));
        return rows;
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
