package dev.rushes.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.LicencePolicy;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.Postgres;
import dev.rushes.workers.job.Json;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a watch folder refuses before there could be a job, in a whole server. */
class RefusedFootageTests {

    private static final String FAILED = "/v1/jobs?state=failed&owner=watch&label=site:east";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void isAFailedJobEachAndOnce(Databases kind) throws Exception {
        String database = (kind == Databases.SQLITE) ? null : Postgres.database();
        Path in = Files.createDirectories(this.folder.resolve("in"));
        Path watch = Files.writeString(this.folder.resolve("watch.yaml"), """
                folders:
                  - {path: %s, output: %s, preset: restore, poll: 1s, settle: 2, min_age: 0s,
                     labels: {site: east}, priority: 7, webhook: "https://hooks.example.com/rushes"}
                """.formatted(in, this.folder.resolve("out")));
        refuse(in, "syntax.mov", "{");
        refuse(in, "field.mov", "{\"presett\": \"restore\"}");
        refuse(in, "recipe.mov", "{\"recipe\": {\"operations\": [{\"op\": \"upscal\"}]}}");
        refuse(in, "preset.mov", "{\"preset\": \"nobody's\"}");
        refuse(in, "webhook.mov", "{\"webhook\": \"https://elsewhere.example.com/\"}");
        for (int frame : new int[] { 1, 2, 4 }) {
            Files.writeString(in.resolve("shot.%04d.dpx".formatted(frame)), "frame");
        }
        Files.createDirectories(in.resolve("A001.RDC"));
        Files.writeString(in.resolve("A001.RDC/A001_C001.R3D"), "raw");
        ServerOptions options = new ServerOptions("127.0.0.1", 0, this.folder.resolve("data"), database, Site.NONE,
                watch, LicencePolicy.ANY,
                new ServerOptions.Limits(null, null, List.of(), List.of("hooks.example.com"), false, 1));
        Map<String, String> said;
        try (Site site = new Site(options)) {
            Site.until("all are refused", () -> jobs(site).size() >= 7);
            said = said(jobs(site));
            assertEquals(List.of("A001.RDC", "field.mov", "preset.mov", "recipe.mov", "shot.[0001-0004].dpx",
                    "syntax.mov", "webhook.mov"), List.copyOf(said.keySet()));
            for (String name : said.keySet()) {
                Path error = in.resolve(name.replace(".[0001-0004]", "") + ".rushes-error.txt");
                assertEquals(Files.readString(error).strip(), said.get(name));
            }
            behaves(site);
        }
        try (Site site = new Site(options)) {
            // as soon as this one is refused, all have been looked at again
            refuse(in, "z.mov", "[]");
            Site.until("the new one is refused", () -> jobs(site).size() >= 8);
            Map<String, String> now = said(jobs(site));
            now.remove("z.mov");
            assertEquals(said, now);
            jobs(site)
                .forEach((job) -> assertEquals(204, site.send("DELETE", job.get("href").asText(), null).statusCode()));
            refuse(in, "zz.mov", "[]");
            Site.until("a newer one is refused", () -> jobs(site).size() >= 1);
            assertEquals(1, jobs(site).size());
        }
    }

    private static void refuse(Path in, String name, String sidecar) throws Exception {
        Files.writeString(in.resolve(name + ".json"), sidecar);
        Files.writeString(in.resolve(name), "footage " + name);
    }

    /** Whatever is asked of one has an answer. */
    private static void behaves(Site site) {
        JsonNode job = jobs(site).valueStream()
            .filter((one) -> one.get("name").asText().equals("field.mov"))
            .findFirst()
            .orElseThrow();
        String href = job.get("href").asText();
        assertTrue(job.get("asset").isNull() && job.get("recipe").isNull(), job.toPrettyString());
        assertEquals(7, job.get("priority").asInt());
        JsonNode whole = Json.read(site.send("GET", href, null).body(), JsonNode.class);
        assertEquals("failed", whole.get("state").asText());
        assertEquals(0, whole.get("tasks").size());
        var retried = site.send("POST", href + "/retry", null);
        assertEquals(409, retried.statusCode());
        assertTrue(retried.body().contains("put right what its problem says"), retried.body());
        for (String verb : List.of("cancel", "hold", "release")) {
            assertEquals(409, site.send("POST", href + "/" + verb, null).statusCode(), verb);
        }
        assertEquals(409, site.send("GET", href + "/stills/0?of=master", null).statusCode());
        assertEquals(200,
                site.send("PATCH", href, "{\"labels\": {\"site\": \"east\", \"seen\": \"yes\"}}").statusCode());
        assertTrue(site.send("GET", "/metrics", null).body().contains("rushes_jobs{state=\"failed\"} "));
        JsonNode sent = Json.read(
                site.send("GET", "/v1/webhooks/deliveries?job=" + job.get("id").asText(), null).body(), JsonNode.class);
        assertEquals("job.failed", sent.at("/deliveries/0/type").asText(), sent.toPrettyString());
        JsonNode audit = Json.read(site.send("GET", "/v1/audit?action=job.refuse", null).body(), JsonNode.class);
        assertEquals(7, audit.get("entries").size());
    }

    private static JsonNode jobs(Site site) {
        return Json.read(site.send("GET", FAILED, null).body(), JsonNode.class).get("jobs");
    }

    private static Map<String, String> said(JsonNode jobs) {
        Map<String, String> said = new TreeMap<>();
        jobs.forEach((job) -> assertEquals(null, said.put(job.get("name").asText(), job.at("/problem/detail").asText()),
                "twice"));
        return said;
    }

}
