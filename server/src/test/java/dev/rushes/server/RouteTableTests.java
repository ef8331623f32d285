package dev.rushes.server;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import dev.rushes.server.keys.ApiKeys;
import dev.rushes.server.openapi.Description;
import dev.rushes.workers.job.Json;
import dev.rushes.server.shots.Shots;
import dev.rushes.workers.tags.ClipTags;
import dev.rushes.workers.tags.Mark;
import dev.rushes.workers.tags.Shot;
import dev.rushes.server.Production;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What holds for every route that the server has, whichever they are. */
class RouteTableTests {

    private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS");

    /** A session is the browser's, not a change to anything here. */
    private static final Set<String> NO_CHANGE = Set.of("POST /v1/session", "DELETE /v1/session");

    @TempDir
    private Path folder;

    private final Map<Scope, String> keys = new EnumMap<>(Scope.class);

    private final Map<String, String> audited = new LinkedHashMap<>();

    private Site site;

    @BeforeEach
    void start() {
        this.site = new Site(this.folder.resolve("data"), null, Site.NONE);
        ApiKeys store = new ApiKeys(this.site.server().production().database(), new Audit(Clock.systemUTC()),
                Clock.systemUTC());
        for (Scope scope : List.of(Scope.READ, Scope.SUBMIT, Scope.ADMIN)) {
            this.keys.put(scope, "Bearer " + store.create("test", scope.name().toLowerCase(Locale.ROOT), scope));
        }
    }

    @AfterEach
    void stop() {
        this.site.close();
    }

    @Test
    void everyRouteIsRefusedBelowItsScope() {
        List<String> wrong = new ArrayList<>();
        for (Route route : this.site.server().routes()) {
            for (Scope scope : Scope.values()) {
                if (!scope.allows(route.scope())) {
                    int status = ask(route, scope).statusCode();
                    int right = (scope == Scope.NONE) ? 401 : 403;
                    if (status != right) {
                        wrong.add("%s %s answers %s with %d".formatted(route.method(), route.path(), scope, status));
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void theDescriptionTellsTheScopeOfEveryRoute() {
        List<String> wrong = new ArrayList<>();
        for (Route route : this.site.server().routes()) {
            JsonNode operation = Description.document()
                .get("paths")
                .get(route.path())
                .get(route.method().name().toLowerCase(Locale.ROOT));
            boolean open = operation.path("security").isArray() && operation.get("security").isEmpty();
            String said = operation.path("description").asText();
            String scope = "Scope " + route.scope().name().toLowerCase(Locale.ROOT) + ".";
            if ((route.scope() == Scope.NONE) ? !open : open || !said.strip().endsWith(scope)) {
                wrong.add("%s %s needs %s and is described so: %s".formatted(route.method(), route.path(),
                        route.scope(), said));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyListHasTheDescribedLimit() {
        int most = Description.document().at("/components/parameters/limit/schema/maximum").asInt();
        Set<String> lists = new TreeSet<>();
        Description.document().get("paths").properties().forEach((path) -> {
            if (path.getValue().path("get").path("parameters").toString().contains("parameters/limit")) {
                lists.add(path.getKey());
            }
        });
        assertEquals(Set.of("/v1/assets", "/v1/jobs", "/v1/audit", "/v1/shots", "/v1/webhooks/deliveries"), lists);
        for (String list : lists) {
            assertEquals(200, this.site.send("GET", list + "?limit=" + most, null).statusCode(), list);
            assertEquals(400, this.site.send("GET", list + "?limit=" + (most + 1), null).statusCode(), list);
            assertEquals(400, this.site.send("GET", list + "?cursor=forged", null).statusCode(), list);
        }
    }

    @Test
    void onlyOwnerAndAdminsSeeAWebhooksPath() throws Exception {
        String asset = this.site.asset(Files.writeString(this.folder.resolve("a.mov"), "not looked at here"));
        String url = "http://example.com:8443/T0/secret?token=word";
        HttpResponse<String> made = this.site.send("POST", "/v1/jobs",
                "{\"asset\": \"%s\", \"recipe\": {\"operations\": []}, \"webhook\": \"%s\"}".formatted(asset, url),
                "Authorization", this.keys.get(Scope.SUBMIT));
        assertEquals(201, made.statusCode(), made.body());
        for (Scope scope : this.keys.keySet()) {
            String shown = (scope == Scope.READ) ? "http://example.com:8443/…" : url;
            String key = this.keys.get(scope);
            assertEquals(shown, webhook(this.site.send("GET", where(made), null, "Authorization", key).body(), ""));
            assertEquals(shown,
                    webhook(this.site.send("GET", "/v1/jobs", null, "Authorization", key).body(), "/jobs/0"));
        }
    }

    private static String webhook(String document, String where) {
        return Json.read(document, JsonNode.class).at(where + "/webhook").asText();
    }

    @Test
    void everyChangeIsAuditedWithWhoAndWhen() throws Exception {
        String asset = this.site.asset(Files.writeString(this.folder.resolve("a.mov"), "not looked at here"));
        change("PUT /v1/assets", "/v1/assets?name=b.mov", "b", "asset.upload");
        String other = newest().get("subject").asText();
        change("DELETE /v1/assets/{id}", "/v1/assets/" + other, null, "asset.delete");
        String upload = where(change("POST /v1/uploads", "/v1/uploads", null, "upload.begin", "Upload-Length", "2",
                "Tus-Resumable", "1.0.0"));
        change("PATCH /v1/uploads/{id}", upload, "ab", "asset.upload", "Upload-Offset", "0", "Tus-Resumable", "1.0.0",
                "Content-Type", "application/offset+octet-stream");
        upload = where(ask("POST", "/v1/uploads", null, "Upload-Length", "2", "Tus-Resumable", "1.0.0"));
        change("DELETE /v1/uploads/{id}", upload, null, "upload.end", "Tus-Resumable", "1.0.0");
        change("POST /v1/assets", "/v1/assets",
                "{\"name\": \"shot.[0001-0002].png\", \"uploads\": [\"%s\", \"%s\"]}"
                    .formatted(picture("shot.0001.png"), picture("shot.0002.png")),
                "asset.upload", "Content-Type", "application/json");
        String job = where(change("POST /v1/jobs", "/v1/jobs",
                "{\"asset\": \"%s\", \"recipe\": {\"operations\": []}}".formatted(asset), "job.submit"));
        change("PATCH /v1/jobs/{id}", job, "{\"priority\": 5}", "job.patch");
        change("POST /v1/jobs/{id}/hold", job + "/hold", null, "job.hold");
        change("POST /v1/jobs/{id}/release", job + "/release", null, "job.release");
        change("POST /v1/jobs/{id}/cancel", job + "/cancel", null, "job.cancel");
        change("POST /v1/jobs/{id}/retry", job + "/retry", null, "job.retry");
        ask("POST", job + "/cancel", null);
        change("DELETE /v1/jobs/{id}", job, null, "job.delete");
        change("PUT /v1/presets/{name}", "/v1/presets/mine", "{\"title\": \"Mine\", \"recipe\": {\"operations\": []}}",
                "preset.put");
        change("DELETE /v1/presets/{name}", "/v1/presets/mine", null, "preset.delete");
        List<String> shots = shots(asset);
        change("PATCH /v1/shots/{id}", "/v1/shots/" + shots.get(0), "{\"add\": [\"rain\"]}", "shot.correct");
        change("POST /v1/tags/{name}/examples", "/v1/tags/rain/examples",
                "{\"yes\": [\"%s\"], \"no\": [\"%s\"]}".formatted(shots.get(0), shots.get(1)), "tag.teach");
        change("POST /v1/tags/{name}/undo", "/v1/tags/rain/undo", null, "tag.undo");
        ask("POST", "/v1/tags/rain/examples",
                "{\"yes\": [\"%s\"], \"no\": [\"%s\"]}".formatted(shots.get(0), shots.get(1)));
        change("DELETE /v1/tags/{name}", "/v1/tags/rain", null, "tag.delete");
        change("POST /v1/webhooks/test", "/v1/webhooks/test", "{\"url\": \"http://nobody.invalid/\"}", "webhook.test");
        change("POST /v1/webhooks/secret/rotate", "/v1/webhooks/secret/rotate", null, "webhook.rotate");
        Set<String> changing = this.site.server()
            .routes()
            .stream()
            .filter((route) -> !LOOKING.contains(route.method().name()))
            .map((route) -> route.method() + " " + route.path())
            .filter((route) -> !NO_CHANGE.contains(route))
            .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(changing, new TreeSet<>(this.audited.keySet()));
    }

    private List<String> shots(String asset) {
        Shot.Transition none = new Shot.Transition("none", 0, 1);
        // 120 features and 144 cells, all the same
        String fingerprint = Base64.getEncoder().encodeToString("a".repeat(264).getBytes(StandardCharsets.US_ASCII));
        List<Shot> shots = Stream.of(0, 1)
            .map((index) -> new Shot(index, new Mark(25 * index, "00:00:00:00", "0"),
                    new Mark(25 * index + 25, "00:00:01:00", "1"), none, null, null, null, null, null, null, null,
                    fingerprint, null, null, null, null, List.of()))
            .toList();
        Production production = this.site.server().production();
        production.database()
            .update((handle) -> production.shots()
                .replace(handle, asset, "job", "a.mov",
                        new ClipTags(ClipTags.SCHEMA, null, shots, null, List.of(), List.of()), Shots.Pictures.NONE));
        return Json.read(this.site.send("GET", "/v1/shots", null).body(), JsonNode.class)
            .get("shots")
            .valueStream()
            .map((shot) -> shot.get("id").asText())
            .toList();
    }

    private String picture(String name) {
        String upload = where(ask("POST", "/v1/uploads", null, "Upload-Length", "2", "Tus-Resumable", "1.0.0",
                "Upload-Concat", "partial", "Upload-Metadata",
                "filename " + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8))));
        ask("PATCH", upload, "ab", "Upload-Offset", "0", "Tus-Resumable", "1.0.0", "Content-Type",
                "application/offset+octet-stream");
        return upload.substring(upload.lastIndexOf('/') + 1);
    }

    private HttpResponse<String> change(String route, String path, String body, String action, String... headers) {
        HttpResponse<String> answer = ask(route.substring(0, route.indexOf(' ')), path, body, headers);
        assertTrue(answer.statusCode() < 300, route + ": " + answer.statusCode() + " " + answer.body());
        JsonNode entry = newest();
        assertEquals(action, entry.get("action").asText(), route);
        assertEquals("admin", entry.get("who").asText(), route);
        assertTrue(entry.get("at").asText().startsWith("20"), route);
        this.audited.put(route, action);
        return answer;
    }

    private JsonNode newest() {
        return Json.read(this.site.send("GET", "/v1/audit?limit=1", null).body(), JsonNode.class).get("entries").get(0);
    }

    private static String where(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> ask(String method, String path, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of("Authorization", this.keys.get(Scope.ADMIN)));
        all.addAll(List.of(headers));
        return this.site.send(method, path, body, all.toArray(String[]::new));
    }

    private HttpResponse<String> ask(Route route, Scope scope) {
        String path = route.path().replaceAll("\\{\\w+}", "x");
        // as from elsewhere, for this machine needs no key
        return (scope == Scope.NONE) ? this.site.send(route.method().name(), path, null, "Forwarded", "for=192.0.2.1")
                : this.site.send(route.method().name(), path, null, "Authorization", this.keys.get(scope));
    }

}
