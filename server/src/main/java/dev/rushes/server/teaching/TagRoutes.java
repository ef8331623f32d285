package dev.rushes.server.teaching;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.http.Call;
import dev.rushes.server.http.Reply;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import dev.rushes.server.jobs.Fields;

/** {@code /v1/tags}: tags that people teach. */
public final class TagRoutes {

    private static final int LONGEST_NAME = 80;

    /** Shots in one request. */
    private static final int MOST = 500;

    private final TaughtTags tags;

    private final Audit audit;

    public TagRoutes(TaughtTags tags, Audit audit) {
        this.tags = tags;
        this.audit = audit;
    }

    public List<Route> routes() {
        return List.of(Route.get("/v1/tags", (_) -> Reply.ok(Map.of("tags", this.tags.list()))),
                Route.get("/v1/tags/{name}", (call) -> Reply.ok(this.tags.get(call.path("name")))),
                Route.post("/v1/tags/{name}/examples", Scope.SUBMIT, this::teach),
                Route.post("/v1/tags/{name}/undo", Scope.SUBMIT, this::undo),
                Route.delete("/v1/tags/{name}", Scope.SUBMIT, this::delete));
    }

    private Reply teach(Call call) {
        String name = call.path("name").strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw Problem.invalid("a tag's name must have 1 to %d characters", LONGEST_NAME);
        }
        ObjectNode given = Fields.object(call.body(), "examples of a tag", "yes", "no");
        List<String> yes = shots("yes", given.path("yes"));
        List<String> no = shots("no", given.path("no"));
        if (yes.isEmpty() && no.isEmpty()) {
            throw Problem.invalid("say which shots are so (\"yes\") or are not (\"no\")");
        }
        if (yes.stream().anyMatch(no::contains)) {
            throw Problem.invalid("a shot can be an example of what is so or is not, not of both");
        }
        return Reply.ok(this.tags.teach(name, yes, no, call.caller().name(), this.audit));
    }

    private static List<String> shots(String field, JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return List.of();
        }
        if (!given.isArray() || given.size() > MOST || !given.valueStream().allMatch(JsonNode::isTextual)) {
            throw Problem.invalid("\"%s\" must be a list of at most %d ids of shots", field, MOST);
        }
        return given.valueStream().map(JsonNode::asText).distinct().toList();
    }

    private Reply undo(Call call) {
        call.bodiless();
        TagDocument before = this.tags.undo(call.path("name"), call.caller().name(), this.audit);
        return before == null ? Reply.nothing() : Reply.ok(before);
    }

    private Reply delete(Call call) {
        this.tags.delete(call.path("name"), call.caller().name(), this.audit);
        return Reply.nothing();
    }

}
