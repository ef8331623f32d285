package dev.rushes.server;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.Models;
import dev.rushes.workers.job.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** {@code /v1/jobs} over real HTTP; nobody works. */
class JobRoutesTests {

    private static final String RECIPE = "{\"operations\": [{\"op\": \"upscale\", \"scale\": 2}]}";

    @TempDir
    private Path folder;

    private Site site;

    private String asset;

    /** A database's URL, or null for SQLite. */
    String database() {
        return null;
    }

    @BeforeEach
    void start() throws Exception {
        this.site = new Site(this.folder.resolve("data"), database(), Site.NONE);
        this.asset = this.site.asset(Files.writeString(this.folder.resolve("a.mov"), "not looked at here"));
    }

    @AfterEach
    void stop() {
        this.site.close();
    }

    @Test
    void aJobIsMadeOnceAKey() {
        String body = "{\"asset\": \"%s\", \"recipe\": %s}".formatted(this.asset, RECIPE);
        HttpResponse<String> first = this.site.send("POST", "/v1/jobs", body, "Idempotency-Key", "\"abc\"");
        assertEquals(201, first.statusCode(), first.body());
        String where = first.headers().firstValue("location").orElseThrow();
        HttpResponse<String> second = this.site.send("POST", "/v1/jobs", body, "Idempotency-Key", "\"abc\"");
        assertEquals(200, second.statusCode());
        assertEquals(where, second.headers().firstValue("location").orElseThrow());
        HttpResponse<String> other = this.site.send("POST", "/v1/jobs", body.replace("2}", "4}"), "Idempotency-Key",
                "\"abc\"");
        assertEquals(422, other.statusCode());
        JsonNode job = Json.read(this.site.send("GET", where, null).body(), JsonNode.class);
        assertEquals("queued", job.get("state").asText());
        assertTrue(job.get("fps").isNull(), "nobody is at it");
        assertEquals(2, job.get("recipe").get("operations").get(0).get("scale").asInt());
        assertTrue(job.get("artefacts").isEmpty());
        assertTrue(job.get("report").isNull());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            textBlock = """
                    {"recipe": {"operations": []}} | 400 | "asset\\" is missing
                    {"asset": "ASSET"} | 400 | recipe
                    {"asset": "ast_x", "recipe": {"operations": []}} | 404 | there is no asset
                    {"asset": "ASSET", "recipe": "nobody's"} | 404 | there is no preset
                    {"asset": "ASSET", "recipe": {"operations": [{"op": "upscal"}]}} | 400 | recipe.operations[0].op:
                    {"asset": "ASSET", "recipe": {"operations": [{"op": "upscale", "scale": 9}]}} | 400 | recipe.operations[0].scale: upscale: scale must be
                    {"asset": "ASSET", "recipe": {"operation": []}} | 400 | recipe.operation:
                    {"asset": "ASSET", "recipe": {"operations": {}}} | 400 | recipe.operations:
                    {"asset": "ASSET", "recipe": {}} | 400 | recipe: operations must be
                    {"asset": "ASSET", "recipe": {"operations": [], "output": {"codec": "prores"}}} | 400 | recipe.output.codec:
                    {"asset": "ASSET", "recipe": {"operations": []}, "priority": 101} | 400 | -100 to 100
                    {"asset": "ASSET", "recipe": {"operations": []}, "priority": 1e999} | 400 | -100 to 100
                    {"asset": "ASSET", "recipe": {"operations": []}, "priority": 9223372036854775808} | 400 | -100 to 100
                    {"asset": "ASSET", "recipe": {"operations": []}, "labels": DEEP} | 400 | deeper than 100
                    {"asset": "ASSET", "asset": "ASSET", "recipe": {"operations": []}} | 400 | stands there twice
                    {"asset": "ASSET", "recipe": {"operations": []}, "options": {"range": true}} | 400 | a text or a number
                    {"asset": "ASSET", "recipe": {"operations": []}, "options": {"segments": 1e999}} | 400 | 1 to 1024
                    {"asset": "ASSET", "recipe": {"operations": []}, "options": {"range": "5-7"}} | 400 | IN..OUT
                    {"asset": "ASSET", "recipe": {"operations": []}, "options": {"range": "1e9..2"}} | 400 | no place in a clip
                    {"asset": "ASSET", "recipe": {"operations": []}, "labels": {"a": 1}} | 400 | needs a name and a text
                    {"asset": "ASSET", "recipe": {"operations": []}, "options": {"interlaced": "maybe"}} | 400 | auto, keep or none
                    {"asset": "ASSET", "recipe": {"operations": []}, "options": {"segments": 1.5}} | 400 | whole number
                    {"asset": "ASSET", "recipe": {"operations": []}, "optoins": {}} | 400 | did you mean
                    {"asset": "ASSET", "recipe": {"operations": [OPS]}} | 400 | more than 8
                    {"asset": "ASSET", "recipe": {"operations": []}, "labels": {"a": "b\\u0000"}} | 400 | cannot be seen
                    {"asset": "ASSET", "recipe": {"operations": []}, "labels": {"a\\u0000": "b"}} | 400 | cannot be seen
                    {"asset": "ASSET", "recipe": {"operations": []}, "labels": {"a": "\\u202Eb"}} | 400 | cannot be seen
                    {"asset": "a\\u0000", "recipe": {"operations": []}} | 400 | cannot be seen
                    {"asset": "ASSET", "recipe": "a\\u0000"} | 400 | cannot be seen
                    {"asset": "ASSET", "recipe": {"operations": [{"op": "upscale", "scale": 2, "model": "a\\u0000"}]}} | 400 | cannot be seen
                    {"asset": "ASSET", "recipe": {"operations": []}, "webhook": "http://a\\u0000"} | 400 | cannot be seen
                    {"asset": "ASSET", "recipe": {"operations": [{"op": "denoise", "model": "banana"}]}} | 400 | there is no model
                    {"asset": "ASSET", "recipe": {"operations": [{"op": "denoise", "model": "UPSCALER"}]}} | 400 | not denoise
                    {"asset": "ASSET", "recipe": {"operations": [{"op": "upscale", "scale": 4, "model": "UPSCALER"}]}} | 400 | not upscale ×4
                    {"asset": "ASSET", "recipe": {"operations": [], "output": {"codec": "prores_hq", "container": "mp4"}}} | 400 | it goes into mov, mkv, mxf
                    {"asset": "ASSET", "recipe": {"operations": [], "output": {"container": "mp4"}}} | 400 | auto does not go into mp4
                    {"asset": "ASSET", "recipe": {"operations": [], "output": {"codec": "tiff", "container": "mov"}}} | 400 | takes no container
                    {"asset": "ASSET", "recipe": {"operations": []}, "options": {"range": "banana"}} | 400 | IN..OUT
                    {"asset": "ASSET", "recipe": {"operations": []}, "options": {"range": "1f..banana"}} | 400 | is no place in a clip
                    {"asset": "ASSET", "recipe": {"operations": []}, "options": {"range": "9f..9f"}} | 400 | is empty
                    [1] | 400 | object
                    """)
    void aWrongRequestIsToldWhy(String body, int status, String why) {
        String many = "{\"op\": \"denoise\"}, ".repeat(8) + "{\"op\": \"denoise\"}";
        HttpResponse<String> answer = this.site.send("POST", "/v1/jobs",
                body.replace("ASSET", this.asset)
                    .replace("OPS", many)
                    .replace("DEEP", "{\"a\":".repeat(900) + "1" + "}".repeat(900))
                    .replace("UPSCALER", Models.shipped().pick("upscale", 2).id()));
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(why.strip()), answer.body());
        assertEquals("application/problem+json", answer.headers().firstValue("content-type").orElseThrow());
    }

    @Test
    void aMasterThatItsCodecCannotHoldIsRefusedAtOnceIfTheFootageIsKnown() {
        String recipe = "{\"operations\": [%s], \"output\": {\"codec\": \"dnxhr_hqx\"}}";
        String body = "{\"asset\": \"%s\", \"recipe\": %s}".formatted(this.asset, recipe.formatted(""));
        assertEquals(201, this.site.send("POST", "/v1/jobs", body).statusCode(), "its planning will say so");
        this.site.server()
            .production()
            .database()
            .update((handle) -> handle
                .execute("UPDATE assets SET state = 'ready', clip = '{\"video\":{\"width\":160,\"height\":120}}'"));
        HttpResponse<String> refused = this.site.send("POST", "/v1/jobs", body);
        assertEquals(400, refused.statusCode());
        assertEquals(
                "DNxHR HQX takes pictures of at least 256 × 120, and these come out 160 × 120;"
                        + " use \"output\":{\"codec\":\"ffv1\"} in the recipe",
                Json.read(refused.body(), JsonNode.class).get("detail").asText());
        String larger = "{\"asset\": \"%s\", \"recipe\": %s}".formatted(this.asset,
                recipe.formatted("{\"op\": \"upscale\", \"scale\": 2}"));
        assertEquals(201, this.site.send("POST", "/v1/jobs", larger).statusCode());
    }

    @Test
    void whatIsNoJsonIsToldSo() {
        String body = "{\"asset\": \"%s\", \"recipe\": %s}".formatted(this.asset, RECIPE);
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
            assertEquals(415, this.site.send("POST", "/v1/jobs", body, "Content-Type", type).statusCode(), type);
        }
        for (String type : List.of("application/json", "Application/JSON; charset=utf-8", "application/vnd.x+json")) {
            assertEquals(201, this.site.send("POST", "/v1/jobs", body, "Content-Type", type).statusCode(), type);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "/v1/jobs/a%00", "/v1/jobs?label=a%00", "/v1/jobs?owner=%00", "/v1/assets?q=%00",
            "/v1/presets/a%00", "/v1/audit?who=%00", "/v1/webhooks/deliveries?job=%00" })
    void noAddressHoldsANul(String path) {
        assertEquals(400, this.site.send("GET", path, null).statusCode());
    }

    @Test
    void verbsAnswerWithTheJob() {
        String id = this.site.submit(this.asset, RECIPE, ", \"labels\": {\"reel\": \"A001\"}");
        assertEquals("held", verb(id, "hold", 200).get("state").asText());
        assertEquals("queued", verb(id, "release", 200).get("state").asText());
        assertEquals(409, verb(id, "release", 409).get("status").asInt());
        assertEquals("cancelled", verb(id, "cancel", 200).get("state").asText());
        assertEquals("queued", verb(id, "retry", 200).get("state").asText());
        HttpResponse<String> patched = this.site.send("PATCH", "/v1/jobs/" + id, "{\"priority\": -5}");
        assertEquals(-5, Json.read(patched.body(), JsonNode.class).get("priority").asInt());
        assertEquals(404, this.site.send("GET", "/v1/jobs/job_nothing", null).statusCode());
        JsonNode list = Json.read(this.site.send("GET", "/v1/jobs?state=queued&label=reel:A001", null).body(),
                JsonNode.class);
        assertEquals(id, list.get("jobs").get(0).get("id").asText());
    }

    private JsonNode verb(String id, String verb, int status) {
        HttpResponse<String> answer = this.site.send("POST", "/v1/jobs/" + id + "/" + verb, null);
        assertEquals(status, answer.statusCode(), answer.body());
        return Json.read(answer.body(), JsonNode.class);
    }

    @Test
    void whatIsNullIsLeftOut() {
        String job = this.site.submit(this.asset,
                "{\"operations\": [{\"op\": \"denoise\", \"model\": null}], \"output\": null}",
                ", \"options\": {\"range\": null, \"segments\": null}, \"labels\": null, \"webhook\": null");
        assertEquals("auto", this.site.job(job).get("recipe").get("operations").get(0).get("model").asText());
        String options = this.site.server()
            .production()
            .database()
            .read((handle) -> handle.createQuery("SELECT options FROM jobs").mapTo(String.class).one());
        assertEquals("..", Json.read(options, JsonNode.class).get("range").asText());
    }

}
