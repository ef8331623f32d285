package dev.rushes.server.events;

import java.time.Clock;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import dev.rushes.server.http.Exchange;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import io.vertx.core.http.HttpMethod;

/**
 * {@code /v1/events} and {@code /v1/jobs/{id}/events}. A stream begins after the event
 * that {@code Last-Event-ID} or else {@code ?after=} names; without either it begins now;
 * {@code ?after=0} gives all that is kept.
 */
public final class EventRoutes {

    private final Database database;

    private final EventLog log;

    private final EventFeed feed;

    private final Clock clock;

    public EventRoutes(Database database, EventLog log, EventFeed feed, Clock clock) {
        this.database = database;
        this.log = log;
        this.feed = feed;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.stream(HttpMethod.GET, "/v1/events", Scope.READ, (exchange) -> open(exchange, null))
                    .taking("after"),
                Route.stream(HttpMethod.GET, "/v1/jobs/{id}/events", Scope.READ, this::ofJob).taking("after"));
    }

    private void ofJob(Exchange exchange) {
        String job = exchange.request().getParam("id");
        exchange
            .blocking(() -> this.database.read((handle) -> handle.createQuery("SELECT 1 FROM jobs WHERE id = :id")
                .bind("id", job)
                .mapTo(Integer.class)
                .findOne()
                .orElseThrow(() -> Problem.notFound("there is no job \"%.60s\"", job))))
            .onFailure(exchange::fail)
            .onSuccess((_) -> open(exchange, job));
    }

    private void open(Exchange exchange, String job) {
        try {
            EventStream stream = new EventStream(exchange, this.log, this.clock, job, after(exchange));
            if (exchange.request().method().equals(HttpMethod.HEAD)) {
                exchange.request().resume();
                stream.head().end();
                return;
            }
            exchange.response().closeHandler((_) -> this.feed.forget(stream));
            exchange.response().exceptionHandler((_) -> this.feed.forget(stream));
            exchange.request().resume();
            this.feed.open(stream);
        }
        catch (Problem problem) {
            exchange.fail(problem);
        }
    }

    private static long after(Exchange exchange) {
        String header = exchange.request().getHeader("Last-Event-ID");
        String text = (header != null) ? header : exchange.request().params().get("after");
        if (text == null || text.isEmpty()) {
            return -1;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw Problem.invalid("%s must be the number of an event, not \"%.40s\"",
                    (header != null) ? "Last-Event-ID" : "after", text);
        }
        return Long.parseLong(text);
    }

}
