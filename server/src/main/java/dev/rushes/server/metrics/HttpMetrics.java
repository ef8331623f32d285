package dev.rushes.server.metrics;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;

/** Counts and times requests by the template of their route, never by their path. */
final class HttpMetrics implements Handler<RoutingContext> {

    private static final Duration[] BUCKETS = { Duration.ofMillis(5), Duration.ofMillis(25), Duration.ofMillis(100),
            Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMinutes(1) };

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final MeterRegistry registry;

    private final Counter sent;

    HttpMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.sent = Counter.builder("rushes.http.response")
            .baseUnit("bytes")
            .description("Bodies of all answers")
            .register(registry);
    }

    @Override
    public void handle(RoutingContext context) {
        long start = System.nanoTime();
        context.addEndHandler((_) -> record(context, System.nanoTime() - start));
        context.next();
    }

    private void record(RoutingContext context, long nanos) {
        HttpServerRequest request = context.request();
        String method = METHODS.contains(request.method().name()) ? request.method().name() : "other";
        Route route = context.currentRoute();
        // what no route knows, anybody may ask for under any name
        String template = (route == null || route.getPath() == null) ? "none"
                : route.getPath().replaceAll(":(\\w+)", "{$1}");
        this.sent.increment((double) context.response().bytesWritten());
        String type = context.response().headers().get("Content-Type");
        if (type != null && type.startsWith("text/event-stream")) {
            // how long somebody listened is no measure of speed
            return;
        }
        Timer.builder("rushes.http.requests")
            .description("Requests that were answered, and how long that took")
            .tag("method", method)
            .tag("route", template)
            .tag("status", String.valueOf(context.response().getStatusCode()))
            .serviceLevelObjectives(BUCKETS)
            .register(this.registry)
            .record(nanos, TimeUnit.NANOSECONDS);
    }

}
