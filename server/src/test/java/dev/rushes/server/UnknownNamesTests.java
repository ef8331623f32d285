package dev.rushes.server;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.server.openapi.Description;
import dev.rushes.workers.job.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is misspelt is refused everywhere, by its name and with those that there are. */
class UnknownNamesTests {

    /** Whoever watches servers adds parameters of their own. */
    private static final Set<String> LENIENT = Set.of("GET /healthz", "GET /readyz", "GET /metrics",
            "GET /openapi.json");

    @TempDir
    private Path folder;

    private Site site;

    private String asset;

    private String job;

    @BeforeEach
    void start() throws Exception {
        this.site = new Site(this.folder.resolve("data"), null, Site.NONE);
        this.asset = this.site.asset(Files.writeString(this.folder.resolve("a.mov"), "not looked at here"));
        this.job = this.site.submit(this.asset, "{\"operations\": []}", "");
    }

    @AfterEach
    void stop() {
        this.site.close();
    }

    @Test
    void everyOperationRefusesAParameterThatItDoesNotKnow() {
        Set<String> lenient = new TreeSet<>();
        for (String operation : Description.described()) {
            String[] words = operation.split(" ");
            String path = path(words[1]);
            HttpResponse<String> answer = this.site.send(words[0], path + "?nonsense=1", null);
            if (answer.statusCode() == 200) {
                lenient.add(operation);
                continue;
            }
            assertEquals(400, answer.statusCode(), operation + ": " + answer.body());
            if (words[0].equals("HEAD")) {
                continue;
            }
            String detail = detail(answer);
            assertTrue(detail.startsWith("unknown parameter \"nonsense\"; this address takes "), detail);
            for (String name : parameters(words[1], words[0])) {
                assertTrue(detail.contains(name), detail);
            }
        }
        assertEquals(LENIENT, lenient);
    }

    @Test
    void theNearestIsOffered() {
        assertEquals("unknown parameter \"nam\"; this address takes name; did you mean \"name\"?",
                detail(this.site.send("PUT", "/v1/assets?nam=a.mov", "x")));
        assertEquals("unknown parameter \"id\"; this address takes none",
                detail(this.site.send("GET", "/v1/jobs/" + this.job + "?id=1", null)));
        assertEquals("unknown parameter \"afer\"; this address takes after; did you mean \"after\"?",
                detail(this.site.send("GET", "/v1/events?afer=0", null)));
    }

    @Test
    void whatIsKnownIsTakenOnce() {
        for (String operation : Description.described()) {
            String[] words = operation.split(" ");
            for (String name : parameters(words[1], words[0])) {
                if (!words[0].equals("PUT") && !words[1].endsWith("/events")) {
                    String query = path(words[1]) + "?" + name + "=1";
                    assertFalse(this.site.send(words[0], query, null).body().contains("unknown parameter"), query);
                }
                String twice = path(words[1]) + "?" + name + "=1&" + name.toUpperCase(Locale.ROOT) + "=1";
                HttpResponse<String> answer = this.site.send(words[0], twice, null);
                assertEquals(400, answer.statusCode(), twice);
                assertTrue(detail(answer).contains("given more than once"), twice);
            }
        }
    }

    @Test
    void namesOfFilesMayHaveASemicolon() {
        HttpResponse<String> made = this.site.send("PUT", "/v1/assets?name=a;b.mov", "not looked at either");
        assertEquals("a;b.mov", Json.read(made.body(), JsonNode.class).get("name").asText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST | /v1/jobs | {"asset": "A", "recipe": {"operations": []}, "lables": {}} | "labels"
            POST | /v1/jobs | {"asset": "A", "recipe": {"operations": [], "outptu": {}}} | "output"
            POST | /v1/jobs | {"asset": "A", "recipe": {"operations": [{"op": "upscale", "scael": 2}]}} | scale
            POST | /v1/jobs | {"asset": "A", "recipe": {"operations": [], "output": {"codek": "x"}}} | codec
            POST | /v1/jobs | {"asset": "A", "recipe": {"operations": []}, "options": {"segmnts": 2}} | "segments"
            PATCH | /v1/jobs/{job} | {"priorty": 3} | "priority"
            PUT | /v1/presets/mine | {"titel": "Mine", "recipe": {"operations": []}} | "title"
            PUT | /v1/presets/mine | {"title": "Mine", "recipe": {"operation": []}} | "operations"
            POST | /v1/webhooks/test | {"uri": "http://nobody.invalid/"} | "url"
            POST | /v1/session | {"kay": "x"} | "key"
            POST | /v1/assets | {"uploads": ["a", "b"], "rat": "25"} | rate
            """)
    void everyDocumentRefusesAFieldThatItDoesNotKnow(String method, String path, String body, String known) {
        HttpResponse<String> answer = this.site.send(method, path.replace("{job}", this.job),
                body.replace("\"A\"", '"' + this.asset + '"'));
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(detail(answer).contains("unknown field") || detail(answer).contains("has no option"), answer.body());
        assertTrue(detail(answer).contains(known), answer.body());
    }

    @Test
    void whatReadsNoDocumentRefusesOne() {
        for (String address : List.of("POST /v1/jobs/{id}/cancel", "POST /v1/jobs/{id}/hold",
                "POST /v1/jobs/{id}/release", "POST /v1/jobs/{id}/retry", "POST /v1/webhooks/secret/rotate",
                "DELETE /v1/jobs/{id}", "DELETE /v1/presets/{name}", "GET /v1/jobs/{id}")) {
            String[] words = address.split(" ");
            HttpResponse<String> answer = this.site.send(words[0], path(words[1]), "{\"force\": true}");
            assertEquals(400, answer.statusCode(), address + ": " + answer.body());
            assertTrue(detail(answer).endsWith("takes no document; leave the body out"), answer.body());
        }
        assertEquals(200, this.site.send("POST", "/v1/jobs/" + this.job + "/cancel", "{}").statusCode());
    }

    private String path(String template) {
        return template.replace("{id}", template.startsWith("/v1/assets") ? this.asset : this.job)
            .replace("{frame}", "0")
            .replace("{name}", "x");
    }

    /** What the description says that an operation takes in its query. */
    private static List<String> parameters(String path, String method) {
        List<String> names = new ArrayList<>();
        JsonNode operation = Description.document().get("paths").get(path).get(method.toLowerCase(Locale.ROOT));
        for (JsonNode parameter : operation.path("parameters")) {
            JsonNode described = parameter.has("$ref")
                    ? Description.document().at(parameter.get("$ref").asText().substring(1)) : parameter;
            if (described.get("in").asText().equals("query")) {
                names.add(described.get("name").asText());
            }
        }
        return names;
    }

    private static String detail(HttpResponse<String> answer) {
        assertEquals(List.of("application/problem+json"), answer.headers().allValues("content-type"), answer.body());
        return Json.read(answer.body(), JsonNode.class).get("detail").asText();
    }

}
