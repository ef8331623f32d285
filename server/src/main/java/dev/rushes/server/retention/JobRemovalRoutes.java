package dev.rushes.server.retention;

import java.util.List;

import dev.rushes.server.http.Reply;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;

/** {@code DELETE /v1/jobs/{id}}: a job that has ended goes with its artefacts. */
public final class JobRemovalRoutes {

    private final Removal removal;

    public JobRemovalRoutes(Removal removal) {
        this.removal = removal;
    }

    public List<Route> routes() {
        return List.of(Route.delete("/v1/jobs/{id}", Scope.SUBMIT, (call) -> {
            this.removal.job(call.caller(), call.path("id"));
            return Reply.nothing();
        }));
    }

}
