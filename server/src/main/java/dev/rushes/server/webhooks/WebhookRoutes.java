package dev.rushes.server.webhooks;

import java.time.Instant;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.http.Call;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.Reply;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import io.vertx.core.http.HttpMethod;

/** {@code /v1/webhooks}: the delivery log, a test, the secret. */
public final class WebhookRoutes {

    private final Webhooks webhooks;

    private final Audit audit;

    public WebhookRoutes(Webhooks webhooks, Audit audit) {
        this.webhooks = webhooks;
        this.audit = audit;
    }

    public List<Route> routes() {
        return List.of(
                new Route(HttpMethod.GET, "/v1/webhooks/deliveries", Scope.SUBMIT, (Route.Action) this::list)
                    .taking("cursor", "limit", "job", "state"),
                Route.post("/v1/webhooks/test", Scope.SUBMIT, this::test),
                new Route(HttpMethod.GET, "/v1/webhooks/secret", Scope.ADMIN,
                        (Route.Action) (_) -> Reply.ok(this.webhooks.secret())),
                Route.post("/v1/webhooks/secret/rotate", Scope.ADMIN, this::rotate));
    }

    private Reply list(Call call) {
        int limit = call.limit();
        List<Shown> shown = this.webhooks
            .list(call.cursor("dlv"), call.query("job").orElse(null),
                    call.word("state", "waiting", "done", "failed", "test"), limit)
            .stream()
            .map((delivery) -> Shown.of(delivery, call.caller()))
            .toList();
        return Reply.ok(new Page(shown, (shown.size() == limit) ? shown.getLast().id() : null));
    }

    private Reply rotate(Call call) {
        call.bodiless();
        return Reply.ok(this.webhooks.rotate(call.caller().name(), this.audit));
    }

    private Reply test(Call call) {
        String url = call.body(Test.class).url();
        if (url == null) {
            throw Problem.invalid("url is null; give the address of the receiver");
        }
        return Reply.ok(Shown.of(this.webhooks.test(call.caller().name(), url, this.audit), call.caller()));
    }

    private record Test(String url) {

    }

    /**
     * A page of the log.
     *
     * @param next what to give as {@code cursor} for more; null if there is no more
     */
    private record Page(List<Shown> deliveries, String next) {

    }

    /**
     * A delivery as callers see it. A URL may hold a password: its query stays out for
     * all, and its path for all but admins; a job shows its owner the whole.
     */
    private record Shown(String id, String job, String url, String type, String state, int attempts, String nextAttempt,
            Integer status, String problem, String created, String finished) {

        static Shown of(Delivery delivery, Caller caller) {
            String url = caller.scope().allows(Scope.ADMIN) ? delivery.url().replaceFirst("\\?.*", "?…")
                    : Webhooks.host(delivery.url());
            return new Shown(delivery.id(), delivery.job(), url, delivery.type(), delivery.state(), delivery.attempts(),
                    delivery.state().equals("waiting") ? time(delivery.next()) : null, delivery.status(),
                    delivery.problem(), time(delivery.created()),
                    (delivery.finished() != null) ? time(delivery.finished()) : null);
        }

        private static String time(long millis) {
            return Instant.ofEpochMilli(millis).toString();
        }

    }

}
