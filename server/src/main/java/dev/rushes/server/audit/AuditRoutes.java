package dev.rushes.server.audit;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.server.database.Database;
import dev.rushes.server.http.Call;
import dev.rushes.server.http.Reply;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import dev.rushes.workers.job.Json;
import io.vertx.core.http.HttpMethod;

/** {@code /v1/audit}: who changed what, newest first. */
public final class AuditRoutes {

    private final Database database;

    private final Audit audit;

    public AuditRoutes(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    public List<Route> routes() {
        return List.of(new Route(HttpMethod.GET, "/v1/audit", Scope.ADMIN, (Route.Action) this::list).taking("cursor",
                "limit", "who", "action", "subject"));
    }

    private Reply list(Call call) {
        int limit = call.limit();
        List<Shown> entries = this.audit
            .list(this.database, call.cursor("aud"), call.query("who").orElse(null), call.query("action").orElse(null),
                    call.query("subject").orElse(null), limit)
            .stream()
            .map(Shown::of)
            .toList();
        return Reply.ok(new Page(entries, (entries.size() == limit) ? entries.getLast().id() : null));
    }

    /**
     * A page of the log.
     *
     * @param next what to give as {@code cursor} for more; null if there is no more
     */
    private record Page(List<Shown> entries, String next) {

    }

    private record Shown(String id, String at, String who, String action, String subject, JsonNode data) {

        static Shown of(Audit.Entry entry) {
            return new Shown(entry.id(), Instant.ofEpochMilli(entry.at()).toString(), entry.who(), entry.action(),
                    entry.subject(), Json.read(entry.data(), JsonNode.class));
        }

    }

}
