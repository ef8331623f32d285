package dev.rushes.server.presets;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import dev.rushes.server.http.Call;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.http.Reply;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import dev.rushes.workers.job.Recipe;

/** {@code /v1/presets}: named recipes. */
public final class PresetRoutes {

    private final Database database;

    private final Presets presets;

    private final Function<String, List<Path>> users;

    /**
     * Routes to the presets of a database.
     * @param users the watch folders that need a preset of a name
     */
    public PresetRoutes(Database database, Presets presets, Function<String, List<Path>> users) {
        this.database = database;
        this.presets = presets;
        this.users = users;
    }

    public List<Route> routes() {
        return List.of(Route.get("/v1/presets", this::list), Route.get("/v1/presets/{name}", this::get),
                Route.put("/v1/presets/{name}", Scope.SUBMIT, this::put),
                Route.delete("/v1/presets/{name}", Scope.SUBMIT, this::delete));
    }

    private Reply list(Call call) {
        return Reply.ok(Map.of("presets",
                this.database.read((handle) -> this.presets.list(handle)).stream().map(Shown::of).toList()));
    }

    private Reply get(Call call) {
        Preset preset = this.database.read((handle) -> this.presets.get(handle, call.path("name")));
        return Reply.ok(Shown.of(preset)).with("ETag", preset.tag());
    }

    private Reply put(Call call) {
        Body body = call.body(Body.class);
        if (body.recipe() == null || !body.recipe().isObject()) {
            throw Problem.invalid("recipe must be an object such as {\"operations\": []}");
        }
        String name = call.path("name");
        return this.database.change((handle) -> {
            Preset now = this.presets.find(handle, name).orElse(null);
            check(call, now);
            Preset preset = this.presets.put(handle, call.caller().name(), name, body.title(), body.recipe().toString(),
                    now);
            Reply reply = (now != null) ? Reply.ok(Shown.of(preset))
                    : Reply.created("/v1/presets/" + name, Shown.of(preset));
            return reply.with("ETag", preset.tag());
        });
    }

    private Reply delete(Call call) {
        return this.database.change((handle) -> {
            Preset now = this.presets.get(handle, call.path("name"));
            check(call, now);
            List<Path> folders = this.users.apply(now.name());
            if (!folders.isEmpty()) {
                throw Problem.conflict(
                        "the watch folder %s uses the preset \"%s\"; give it another in the watch file"
                                + " and start the server again before you delete this one",
                        folders.getFirst(), now.name());
            }
            this.presets.delete(handle, call.caller().name(), now);
            return Reply.nothing();
        });
    }

    /** A caller may say which revision they mean to change, or that there is none yet. */
    private static void check(Call call, Preset now) {
        Optional<String> match = call.header("If-Match");
        boolean changed = match.isPresent() && (now == null
                || !match.get().equals("*") && !List.of(match.get().split("\\s*,\\s*")).contains(now.tag()));
        boolean there = call.header("If-None-Match").filter("*"::equals).isPresent() && now != null;
        if (changed || there) {
            throw new HttpProblem(412, "precondition-failed", "It is not as you take it to be",
                    (now == null) ? "there is no such preset any more"
                            : "the preset \"%s\" has revision %d; read it again".formatted(now.name(), now.revision()));
        }
    }

    private record Body(String title, JsonNode recipe) {

    }

    private record Shown(String name, String title, Recipe recipe, long revision, String created, String changed) {

        static Shown of(Preset preset) {
            return new Shown(preset.name(), preset.title(), preset.recipe(), preset.revision(),
                    Instant.ofEpochMilli(preset.created()).toString(),
                    Instant.ofEpochMilli(preset.changed()).toString());
        }

    }

}
