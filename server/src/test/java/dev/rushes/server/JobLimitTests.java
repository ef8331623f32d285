package dev.rushes.server;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.LicencePolicy;
import dev.rushes.server.fixture.Clips;
import dev.rushes.workers.job.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** More jobs than one may have. */
class JobLimitTests {

    @TempDir
    private Path folder;

    @Test
    void aRequestIsRefusedAndAFolderWaits() throws Exception {
        Path in = Files.createDirectories(this.folder.resolve("in"));
        Path out = Files.createDirectories(this.folder.resolve("out"));
        Path watch = Files.writeString(this.folder.resolve("watch.yaml"), """
                folders:
                  - path: %s
                    output: %s
                    preset: restore
                    poll: 1s
                    settle: 2
                    min_age: 1s
                """.formatted(in, out));
        Clips.make(in.resolve("a.mov"), 3);
        Clips.make(in.resolve("b.mov"), 4);
        ServerOptions.Limits one = new ServerOptions.Limits(null, null, List.of(), List.of(), false, 1);
        try (Site site = new Site(new ServerOptions("127.0.0.1", 0, this.folder.resolve("data"), null, Site.NONE, watch,
                LicencePolicy.ANY, one))) {
            Site.until("one is taken", () -> jobs(site).size() == 1);
            String asset = site.asset(Clips.make(this.folder.resolve("mine.mov"), 5));
            site.submit(asset, "\"restore\"", "");
            HttpResponse<String> refused = site.send("POST", "/v1/jobs",
                    "{\"asset\": \"%s\", \"recipe\": \"restore\"}".formatted(asset));
            assertEquals(429, refused.statusCode());
            assertEquals("urn:rushes:problem:too-many-jobs",
                    Json.read(refused.body(), JsonNode.class).get("type").asText());
            assertTrue(refused.headers().firstValue("Retry-After").isPresent());
            // by then the folder has been looked at
            JsonNode first = jobs(site).get(1);
            assertEquals("watch", first.get("owner").asText());
            assertEquals(2, jobs(site).size());
            assertEquals(200, site.send("POST", "/v1/jobs/" + first.get("id").asText() + "/cancel", null).statusCode());
            Site.until("the other is taken", () -> jobs(site).size() == 3);
            assertFalse(Files.exists(in.resolve("b.mov.rushes-error.txt")));
            JsonNode uploads = Json
                .read(site.send("GET", "/v1/audit?who=watch&action=asset.upload", null).body(), JsonNode.class)
                .get("entries");
            assertEquals(List.of(jobs(site).get(0).get("asset"), first.get("asset")),
                    uploads.valueStream().map((entry) -> entry.get("subject")).toList());
        }
    }

    private static JsonNode jobs(Site site) {
        return Json.read(site.send("GET", "/v1/jobs", null).body(), JsonNode.class).get("jobs");
    }

}
