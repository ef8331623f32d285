package dev.rushes.server.jobs;

import java.util.List;
import java.util.function.BiFunction;

import dev.rushes.server.http.Call;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.Reply;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;

/** {@code /v1/jobs}. */
public final class JobRoutes {

    private final Jobs jobs;

    public JobRoutes(Jobs jobs) {
        this.jobs = jobs;
    }

    public List<Route> routes() {
        return List.of(Route.post("/v1/jobs", Scope.SUBMIT, this::submit),
                Route.get("/v1/jobs", this::list).taking("cursor", "limit", "state", "asset", "owner", "label"),
                Route.get("/v1/jobs/{id}", (call) -> shown(call, this.jobs.get(call.path("id")))),
                Route.patch("/v1/jobs/{id}", Scope.SUBMIT,
                        (call) -> shown(call, this.jobs.patch(call.caller(), call.path("id"), call.body()))),
                verb("cancel", this.jobs::cancel), verb("retry", this.jobs::retry), verb("hold", this.jobs::hold),
                verb("release", this.jobs::release));
    }

    private static Route verb(String name, BiFunction<Caller, String, JobDocument> work) {
        return Route.post("/v1/jobs/{id}/" + name, Scope.SUBMIT, (call) -> {
            call.bodiless();
            return shown(call, work.apply(call.caller(), call.path("id")));
        });
    }

    private static Reply shown(Call call, JobDocument job) {
        return Reply.ok(job.seenBy(call.caller()));
    }

    private Reply submit(Call call) {
        Jobs.Submitted made = this.jobs.submit(call.caller(), JobRequest.parse(call.body()),
                call.header("Idempotency-Key").orElse(null));
        Reply created = Reply.created(made.job().href(), made.job());
        return made.replayed() ? new Reply(200, created.body(), created.headers()) : created;
    }

    private Reply list(Call call) {
        JobFilter filter = new JobFilter(call.query("state").map(JobFilter::states).orElse(List.of()),
                call.query("asset").orElse(null), call.query("owner").orElse(null), call.query("label").orElse(null),
                call.query("cursor").orElse(null), call.limit());
        JobPage page = this.jobs.list(filter);
        return Reply
            .ok(new JobPage(page.jobs().stream().map((job) -> job.seenBy(call.caller())).toList(), page.next()));
    }

}
