package dev.rushes.server.presets;

import dev.rushes.server.operations.Feasible;
import dev.rushes.models.Models;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.audit.AuditRoutes;
import dev.rushes.server.database.Database;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.HttpSite;
import dev.rushes.server.fixture.StepClock;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.Route;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Recipe;
import dev.rushes.workers.job.Recipes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PresetsTests {

    private static final String BODY = """
            {"title": "Ours", "recipe": {"operations": [{"op": "upscale", "scale": 4}]}}""";

    @TempDir
    Path folder;

    private final HttpSite site = new HttpSite();

    private Database database;

    private Presets presets;

    private Map<String, List<Path>> users = Map.of();

    private void open(Databases kind) {
        StepClock clock = new StepClock(Instant.parse("2026-11-01T12:00:00Z"));
        this.database = kind.open(this.folder);
        Audit audit = new Audit(clock);
        this.presets = new Presets(clock, audit, new Feasible(Models.shipped()));
        this.database.update(this.presets::ship);
        List<Route> routes = new ArrayList<>(
                new PresetRoutes(this.database, this.presets, (name) -> this.users.getOrDefault(name, List.of()))
                    .routes());
        routes.addAll(new AuditRoutes(this.database, audit).routes());
        this.site.serve((_) -> Caller.LOCAL, routes);
    }

    @AfterEach
    void close() {
        this.site.close();
        if (this.database != null) {
            this.database.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void someComeWithTheServerAndStay(Databases kind) {
        open(kind);
        JsonNode shipped = json(this.site.get("/v1/presets").body()).get("presets");
        assertEquals(7, shipped.size());
        for (JsonNode preset : shipped) {
            Recipe recipe = Recipes.parse(preset.get("recipe").toString(), "recipe.json");
            assertEquals(recipe, Recipes.parse(recipe(preset.get("name").asText()), "recipe.json"));
        }
        var refused = this.site.send("DELETE", "/v1/presets/restore", null);
        assertEquals(409, refused.statusCode());
        assertTrue(refused.body().contains("comes with Rushes"), refused.body());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMissingComesBackAndWhatWasChangedStays(Databases kind) {
        open(kind);
        assertEquals(200, this.site.send("PUT", "/v1/presets/upscale-2x", BODY).statusCode());
        this.database.update((handle) -> handle.execute("DELETE FROM presets WHERE name = 'restore'"));
        this.database.update(this.presets::ship);
        assertEquals(200, this.site.get("/v1/presets/restore").statusCode());
        assertEquals("Ours", json(this.site.get("/v1/presets/upscale-2x").body()).get("title").asText());
    }

    @ParameterizedTest
    @EnumSource
    void oneThatAWatchFolderUsesStays(Databases kind) {
        open(kind);
        assertEquals(201, this.site.send("PUT", "/v1/presets/ours", BODY).statusCode());
        this.users = Map.of("ours", List.of(Path.of("/mnt/ingest")));
        var refused = this.site.send("DELETE", "/v1/presets/ours", null);
        assertEquals(409, refused.statusCode());
        assertTrue(refused.body().contains("the watch folder /mnt/ingest uses"), refused.body());
        this.users = Map.of();
        assertEquals(204, this.site.send("DELETE", "/v1/presets/ours", null).statusCode());
    }

    @ParameterizedTest
    @EnumSource
    void areMadeChangedAndRemoved(Databases kind) {
        open(kind);
        var made = this.site.send("PUT", "/v1/presets/ours", BODY, "If-None-Match", "*");
        assertEquals(201, made.statusCode(), made.body());
        assertEquals("/v1/presets/ours", made.headers().firstValue("location").orElseThrow());
        assertEquals(1, json(made.body()).get("revision").asInt());
        assertEquals(412, this.site.send("PUT", "/v1/presets/ours", BODY, "If-None-Match", "*").statusCode());
        assertEquals("2", json(this.site.send("PUT", "/v1/presets/ours", BODY).body()).get("revision").asText());
        assertEquals(412, this.site.send("PUT", "/v1/presets/ours", BODY, "If-Match", "\"1\"").statusCode());
        var changed = this.site.send("PUT", "/v1/presets/ours", BODY, "If-Match", "\"2\"");
        assertEquals("\"3\"", changed.headers().firstValue("etag").orElseThrow());
        assertEquals(json("""
                {"operations": [{"op": "upscale", "scale": 4, "model": "auto"}],
                 "output": {"codec": "auto", "container": "auto"}}"""), json(recipe("ours")));
        assertEquals(412, this.site.send("DELETE", "/v1/presets/ours", null, "If-Match", "\"2\"").statusCode());
        assertEquals(204, this.site.send("DELETE", "/v1/presets/ours", null, "If-Match", "\"3\"").statusCode());
        assertEquals(404, this.site.send("DELETE", "/v1/presets/ours", null).statusCode());
        Problem gone = assertThrows(Problem.class, () -> recipe("restor"));
        assertTrue(gone.getMessage().contains("did you mean \"restore\"?"));
        JsonNode entries = json(this.site.get("/v1/audit?subject=ours").body()).get("entries");
        assertEquals(4, entries.size());
        assertEquals(1, json(this.site.get("/v1/audit?action=preset.delete&who=local").body()).get("entries").size());
    }

    @ParameterizedTest
    @EnumSource
    void oneIsRemovedOnce(Databases kind) {
        open(kind);
        assertEquals(201, this.site.send("PUT", "/v1/presets/ours", BODY).statusCode());
        Preset preset = this.database.read((handle) -> this.presets.get(handle, "ours"));
        this.database.update((handle) -> this.presets.delete(handle, "one", preset));
        Problem late = assertThrows(Problem.class,
                () -> this.database.update((handle) -> this.presets.delete(handle, "other", preset)));
        assertEquals(Problem.Kind.CONFLICT, late.kind());
        assertEquals(0, json(this.site.get("/v1/audit?who=other").body()).get("entries").size());
    }

    @ParameterizedTest
    @EnumSource
    void badOnesAreRefusedWithWhatIsAllowed(Databases kind) {
        open(kind);
        assertRefused("ours", BODY.replace("4", "3"), "there is no model for upscale x3");
        assertRefused("ours", BODY.replace("upscale", "upscal"), "did you mean \\\"upscale\\\"?");
        assertRefused("ours", "{\"title\": \"x\", \"recipe\": \"restore\"}", "recipe must be an object");
        assertRefused("ours", "{\"title\": \" \", \"recipe\": {\"operations\": []}}", "title");
        assertRefused("ours", BODY.replace("Ours", "\\u202Esruo"), "can be seen");
        assertRefused("ours", BODY.replace("Ours", "a\\u2028b"), "can be seen");
        assertEquals(201,
                this.site.send("PUT", "/v1/presets/ours", BODY.replace("Ours", "می\u200Cخواهم")).statusCode());
        assertRefused("ours", "{\"titel\": \"x\"}", "did you mean \\\"title\\\"?");
        assertRefused("Ours", BODY, "letters a to z");
        assertRefused("ours", BODY.replace("4}", "4, \"model\": \"banana\"}"), "there is no model \\\"banana\\\"");
        assertRefused("ours", BODY.replace("}]", "}], \"output\": {\"codec\": \"png\", \"container\": \"mov\"}"),
                "takes no container");
        assertRefused("..%2Fours", BODY, "letters a to z");
    }

    private void assertRefused(String name, String body, String part) {
        var reply = this.site.send("PUT", "/v1/presets/" + name, body);
        assertEquals(400, reply.statusCode(), reply.body());
        assertTrue(reply.body().contains(part), reply.body());
    }

    private String recipe(String name) {
        return this.database.read((handle) -> this.presets.recipe(handle, name));
    }

    private static JsonNode json(String text) {
        return Json.read(text, JsonNode.class);
    }

}
