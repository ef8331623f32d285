package dev.rushes.server.metrics;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import dev.rushes.server.database.Database;
import dev.rushes.server.http.Exchange;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** {@code /metrics}, and what is measured. */
public final class Metrics implements AutoCloseable {

    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private final JvmGcMetrics collections = new JvmGcMetrics();

    private final HttpMetrics http = new HttpMetrics(this.registry);

    /** Held here, as the registry does not. */
    private final LongSupplier arrived;

    private final StockMetrics stock;

    private final TaskMetrics tasks;

    /**
     * Begins to count.
     * @param data the data directory, whose disk is watched
     * @param streams how many event streams are open
     * @param arrived bytes of footage that have come in, of all time
     */
    public Metrics(Database database, Clock clock, Path data, IntSupplier streams, LongSupplier arrived) {
        this.arrived = arrived;
        this.stock = new StockMetrics(this.registry, database, clock);
        this.tasks = new TaskMetrics(this.registry, database, clock);
        Gauge.builder("rushes.event.streams", streams, IntSupplier::getAsInt)
            .description("Event streams that are open")
            // nothing else may hold it
            .strongReference(true)
            .register(this.registry);
        FunctionCounter.builder("rushes.upload", this.arrived, LongSupplier::getAsLong)
            .baseUnit("bytes")
            .description("Footage that came in, with what was sent again")
            .register(this.registry);
        new DiskSpaceMetrics(data.toFile()).bindTo(this.registry);
        new JvmMemoryMetrics().bindTo(this.registry);
        new JvmThreadMetrics().bindTo(this.registry);
        new ProcessorMetrics().bindTo(this.registry);
        new FileDescriptorMetrics().bindTo(this.registry);
        new UptimeMetrics().bindTo(this.registry);
        this.collections.bindTo(this.registry);
    }

    public List<Route> routes() {
        return List.of(Route.stream(HttpMethod.GET, "/metrics", Scope.READ, this::serve));
    }

    /** To be the first handler of the router: counts and times every request. */
    public Handler<RoutingContext> requests() {
        return this.http;
    }

    private void serve(Exchange exchange) {
        exchange.request().resume();
        exchange.blocking(this::scrape)
            .onFailure(exchange::fail)
            .onSuccess((text) -> exchange.response().putHeader("Content-Type", CONTENT_TYPE).end(text));
    }

    private synchronized String scrape() {
        this.stock.count();
        this.tasks.count();
        return this.registry.scrape();
    }

    @Override
    public void close() {
        this.collections.close();
        this.registry.close();
    }

}
