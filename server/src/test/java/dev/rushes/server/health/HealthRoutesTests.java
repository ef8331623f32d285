package dev.rushes.server.health;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.server.database.Database;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.HttpSite;
import dev.rushes.server.fixture.StepClock;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.queue.Resource;
import dev.rushes.workers.job.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HealthRoutesTests {

    @TempDir
    Path folder;

    private final StepClock clock = new StepClock(Instant.parse("2026-11-01T12:00:00Z"));

    private final HttpSite site = new HttpSite();

    private volatile int workers = 1;

    @AfterEach
    void close() {
        this.site.close();
    }

    @ParameterizedTest
    @EnumSource
    void readyMeansThatWorkCanBeTaken(Databases kind) throws Exception {
        Path data = Files.createDirectory(this.folder.resolve("data"));
        Database database = kind.open(this.folder);
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("database", Checks.database(database));
        checks.put("data", Checks.data(data));
        checks.put("space", Checks.space(this.folder, 1));
        checks.put("workers", Checks.workers(() -> Map.of(Resource.IO, 1, Resource.CPU, this.workers)));
        // nobody needs a key
        this.site.serve((_) -> {
            throw new HttpProblem(401, "unauthorized", "No key", "no key");
        }, new HealthRoutes(checks, this.clock).routes());
        assertEquals("{\"status\":\"up\"}", this.site.get("/healthz").body());
        assertEquals(200, this.site.get("/readyz").statusCode());
        this.workers = 0;
        assertEquals(200, this.site.get("/readyz").statusCode(), "it does not look anew for everyone");
        assertFails("workers", "no cpu worker is alive");
        this.workers = 1;
        Files.delete(data);
        assertFails("data", "cannot be written");
        Files.createDirectory(data);
        this.clock.step(Duration.ofSeconds(1));
        assertEquals(200, this.site.get("/readyz").statusCode());
        database.close();
        assertFails("database", "did not answer");
        assertEquals(200, this.site.get("/healthz").statusCode());
    }

    private void assertFails(String check, String why) {
        this.clock.step(Duration.ofSeconds(1));
        var reply = this.site.get("/readyz");
        assertEquals(503, reply.statusCode(), reply.body());
        JsonNode result = Json.read(reply.body(), JsonNode.class).get("checks").get(check);
        assertEquals("false", result.get("ok").asText());
        assertTrue(result.get("detail").asText().contains(why), result.toString());
    }

}
