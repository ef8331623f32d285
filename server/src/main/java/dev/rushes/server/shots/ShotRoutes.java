package dev.rushes.server.shots;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.http.Call;
import dev.rushes.server.http.Reply;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import dev.rushes.server.jobs.Fields;
import dev.rushes.workers.tags.ShotWords;

/** {@code /v1/shots}: search, look, correct. */
public final class ShotRoutes {

    private static final int FARTHEST = 100_000;

    private static final int MOST_TAGS = 32;

    private static final int LONGEST_TAG = 80;

    private final Shots shots;

    private final Audit audit;

    public ShotRoutes(Shots shots, Audit audit) {
        this.shots = shots;
        this.audit = audit;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/v1/shots", this::search)
                    .taking("q", "asset", "size", "move", "people", "speech", "tag", "offset", "limit"),
                Route.get("/v1/shots/{id}", (call) -> Reply.ok(this.shots.get(call.path("id")))),
                Route.patch("/v1/shots/{id}", Scope.SUBMIT, this::correct));
    }

    private Reply search(Call call) {
        String speech = call.word("speech", "true", "false");
        String people = call.query("people").orElse(null);
        return Reply.ok(this.shots.search(new ShotQuery(ShotWords.query(call.query("q").orElse("")),
                call.query("asset").orElse(null), call.word("size", "ECU", "CU", "MCU", "MS", "MWS", "WS", "EWS"),
                call.word("move", "static", "handheld", "tracking", "pan", "pan-left", "pan-right", "tilt", "tilt-up",
                        "tilt-down", "zoom", "zoom-in", "zoom-out"),
                people == null ? null : (Integer) call.query("people", 0, 0, 1000),
                speech == null ? null : (Boolean) speech.equals("true"),
                call.query("tag").map((tag) -> tag.strip().toLowerCase(Locale.ROOT)).orElse(null),
                call.query("offset", 0, 0, FARTHEST), call.limit())));
    }

    private Reply correct(Call call) {
        ObjectNode correction = Fields.object(call.body(), "a shot's correction", "add", "remove");
        List<String> add = names("add", correction.path("add"));
        List<String> remove = names("remove", correction.path("remove"));
        if (add.isEmpty() && remove.isEmpty()) {
            throw Problem.invalid("say which tags hold (\"add\") or do not (\"remove\")");
        }
        if (add.stream().anyMatch(remove::contains)) {
            throw Problem.invalid("a tag can be added or removed, not both");
        }
        return Reply.ok(this.shots.correct(call.path("id"), call.caller().name(), this.audit, add, remove));
    }

    private static List<String> names(String field, JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return List.of();
        }
        if (!given.isArray() || given.size() > MOST_TAGS) {
            throw Problem.invalid("\"%s\" must be a list of at most %d tags", field, MOST_TAGS);
        }
        return given.valueStream().map((name) -> {
            if (!name.isTextual() || name.asText().isBlank() || name.asText().length() > LONGEST_TAG) {
                throw Problem.invalid("\"%s\" must have tags of 1 to %d characters", field, LONGEST_TAG);
            }
            return name.asText().strip();
        }).distinct().toList();
    }

}
