package dev.rushes.server.health;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.rushes.models.Problem;
import dev.rushes.server.http.Reply;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import io.vertx.core.http.HttpMethod;

/** {@code /healthz}: the process is alive; {@code /readyz}: it can take work. */
public final class HealthRoutes {

    /** Nobody needs a key to ask, so the checks are not made for everyone anew. */
    private static final long KEPT_MILLIS = 1000;

    private final Map<String, Check> checks;

    private final Clock clock;

    private Reply last;

    private long lastAt;

    /**
     * The routes.
     * @param checks by name, in the order in which they are made
     */
    public HealthRoutes(Map<String, Check> checks, Clock clock) {
        this.checks = new LinkedHashMap<>(checks);
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                new Route(HttpMethod.GET, "/healthz", Scope.NONE,
                        (Route.Action) (_) -> Reply.ok(Map.of("status", "up"))),
                new Route(HttpMethod.GET, "/readyz", Scope.NONE, (Route.Action) (_) -> ready()));
    }

    private synchronized Reply ready() {
        long now = this.clock.millis();
        if (this.last == null || Math.abs(now - this.lastAt) >= KEPT_MILLIS) {
            Map<String, Result> results = new LinkedHashMap<>();
            this.checks.forEach((name, check) -> results.put(name, Result.of(check)));
            boolean ready = results.values().stream().allMatch(Result::ok);
            this.last = new Reply(ready ? 200 : 503, Map.of("status", ready ? "ready" : "not ready", "checks", results),
                    Map.of());
            this.lastAt = now;
        }
        return this.last;
    }

    private record Result(boolean ok, String detail) {

        static Result of(Check check) {
            try {
                return new Result(true, check.look());
            }
            catch (Problem problem) {
                return new Result(false, problem.getMessage());
            }
        }

    }

}
