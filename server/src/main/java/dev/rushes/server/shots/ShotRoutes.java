package dev.rushes.server.shots;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.http.Call;
import dev.rushes.server.http.Reply;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import dev.rushes.server.jobs.Fields;
import dev.rushes.workers.tags.Shot;
import dev.rushes.workers.tags.ShotWords;

/** {@code /v1/shots}: search, look, correct. */
public final class ShotRoutes {

    /** Types, and the first parts of those that have two directions. */
    private static final List<String> MOVES = Stream.concat(Stream.of("pan", "tilt", "zoom"), Shot.Move.TYPES.stream())
        .toList();

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
                    .taking("q", "asset", "size", "move", "people", "speech", "tag", "takes", "offset", "limit"),
                Route.get("/v1/shots/{id}", (call) -> Reply.ok(this.shots.get(call.path("id")))),
                Route.get("/v1/assets/{id}/tags", (call) -> Reply.ok(this.shots.document(call.path("id")))),
                Route.patch("/v1/shots/{id}", Scope.SUBMIT, this::correct));
    }

    private Reply search(Call call) {
        String text = call.query("q").orElse("");
        String speech = call.word("speech", "true", "false");
        String people = call.query("people").orElse(null);
        return Reply.ok(this.shots.search(new ShotQuery(text, ShotWords.query(text), call.query("asset").orElse(null),
                call.word("size", Shot.Size.TYPES.toArray(String[]::new)),
                call.word("move", MOVES.toArray(String[]::new)),
                people == null ? null : (Integer) call.query("people", 0, 0, 1000),
                speech == null ? null : (Boolean) speech.equals("true"),
                call.query("tag").map((tag) -> tag.strip().toLowerCase(Locale.ROOT)).orElse(null),
                call.query("takes").orElse(null), call.query("offset", 0, 0, FARTHEST), call.limit())));
    }

    private Reply correct(Call call) {
        ObjectNode given = Fields.object(call.body(), "a shot's correction", "add", "remove", "size", "move");
        Correction correction = new Correction(names("add", given.path("add")), names("remove", given.path("remove")),
                word("size", given.path("size"), Shot.Size.TYPES), word("move", given.path("move"), Shot.Move.TYPES));
        if (correction.add().isEmpty() && correction.remove().isEmpty() && correction.size() == null
                && correction.move() == null) {
            throw Problem
                .invalid("say which tags hold (\"add\") or do not (\"remove\"), or another \"size\" or \"move\"");
        }
        if (correction.add().stream().anyMatch(correction.remove()::contains)) {
            throw Problem.invalid("a tag can be added or removed, not both");
        }
        return Reply.ok(this.shots.correct(call.path("id"), call.caller().name(), this.audit, correction));
    }

    private static String word(String field, JsonNode given, List<String> known) {
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        if (!given.isTextual() || !known.contains(given.asText())) {
            throw Problem.invalid("\"%s\" must be one of %s", field, String.join(", ", known));
        }
        return given.asText();
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
