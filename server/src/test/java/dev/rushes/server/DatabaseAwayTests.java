package dev.rushes.server;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.server.fixture.Clips;
import dev.rushes.server.fixture.Postgres;
import dev.rushes.server.queue.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A database that goes away under a job, and comes back. */
class DatabaseAwayTests {

    private static final String DENOISE = "{\"operations\": [{\"op\": \"denoise\", \"strength\": 20}]}";

    private static final Map<Resource, Integer> WORKERS = Map.of(Resource.IO, 1, Resource.CPU, 1);

    @TempDir
    private Path folder;

    @Test
    void aJobOutlivesARestartOfPostgres() {
        Path clip = Clips.make(this.folder.resolve("long.mov"), 150, "256x144");
        try (Postgres postgres = Postgres.own();
                Site site = new Site(this.folder.resolve("data"), postgres.newDatabase(), WORKERS)) {
            String id = begun(site, clip);
            postgres.halt();
            madeMeanwhile(site, id);
            postgres.resume();
            Site.until("it answers", () -> site.send("GET", "/v1/jobs/" + id, null).statusCode() == 200);
            doneWithoutBlame(site, id);
        }
    }

    @Test
    void aJobOutlivesALockOnSqlite() throws Exception {
        Path clip = Clips.make(this.folder.resolve("long.mov"), 150, "256x144");
        try (Site site = new Site(this.folder.resolve("data"), null, WORKERS)) {
            String id = begun(site, clip);
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + site.data().resolve("rushes.db"));
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN EXCLUSIVE");
                madeMeanwhile(site, id);
                // each waits as long as a statement may, ten seconds: so does every
                // worker
                for (int i = 0; i < 3; i++) {
                    HttpResponse<String> refused = site.send("POST", "/v1/jobs/" + id + "/hold", null);
                    assertEquals(503, refused.statusCode(), refused.body());
                    assertTrue(refused.body().contains("urn:rushes:problem:exhausted"), refused.body());
                }
                statement.execute("ROLLBACK");
            }
            doneWithoutBlame(site, id);
        }
    }

    /** A job of three segments of which the first is being made. */
    private static String begun(Site site, Path clip) {
        String id = site.submit(site.asset(clip), DENOISE, ", \"options\": {\"segments\": 3}");
        Site.until("frames are made", () -> site.job(id).get("frames_done").asLong() > 5);
        return id;
    }

    /** Until the segment is whole, which nobody can write down now. */
    private static void madeMeanwhile(Site site, String id) {
        Path pieces = site.data().resolve("jobs").resolve(id).resolve(".long.rushes.mov.work");
        Site.until("a segment is made", () -> Files.exists(pieces.resolve("piece-00000.json")));
    }

    private static void doneWithoutBlame(Site site, String id) {
        JsonNode job = site.await(id, "done", "failed");
        assertEquals("done", job.get("state").asText(), job.toPrettyString());
        assertEquals(150, Clips.count(site.artefact(job, "master")));
        for (JsonNode task : job.get("tasks")) {
            if (!task.get("kind").asText().equals("result")) {
                assertEquals(1, task.get("attempt").asInt(), job.toPrettyString());
            }
            assertEquals(0, task.get("deaths").asInt(), job.toPrettyString());
        }
    }

}
