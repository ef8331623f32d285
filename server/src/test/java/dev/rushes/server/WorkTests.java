package dev.rushes.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.server.fixture.Clips;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.Postgres;
import dev.rushes.server.queue.Resource;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Real footage through a real server and its worker processes. */
class WorkTests {

    private static final Map<Resource, Integer> WORKERS = Map.of(Resource.IO, 1, Resource.CPU, 1);

    private static final String DENOISE = "{\"operations\": [{\"op\": \"denoise\", \"strength\": 20}]}";

    private static final String SEGMENTS = ", \"options\": {\"segments\": %d}";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aClipBecomesAMaster(Databases kind) {
        Path clip = Clips.make(this.folder.resolve("reel.mov"), 40);
        String database = (kind == Databases.SQLITE) ? null : Postgres.database();
        try (Site site = new Site(this.folder.resolve("data"), database, WORKERS)) {
            String asset = site.asset(clip);
            String id = site.submit(asset, DENOISE, SEGMENTS.formatted(3));
            JsonNode job = site.await(id, "done", "failed");
            assertEquals("done", job.get("state").asText(), job.toPrettyString());
            assertTrue(job.get("fps").asDouble() > 0, "the average stays");
            assertEquals(1, job.get("progress").asDouble());
            assertEquals(40, job.get("frames_done").asLong());
            // plan, three segments, assemble, and what the page shows of the result
            assertEquals(6, job.get("tasks").size());
            assertEquals(40, job.get("report").get("frames").get("written").asLong());
            Path master = site.artefact(job, "master");
            assertEquals("reel.rushes.mov", job.get("artefacts").get(0).get("name").asText());
            assertEquals(job.get("artefacts").get(0).get("sha256").asText(), Disk.sha256(master, Monitor.NONE));
            assertEquals(40, Clips.count(master));
            assertEquals("ready", site.server().production().asset(asset).state());
        }
    }

    @Test
    void aKilledWorkerIsNotMissed() {
        Path clip = Clips.make(this.folder.resolve("long.mov"), 150, "256x144");
        Path once = this.folder.resolve("once");
        String expected;
        try (Site site = new Site(once, null, WORKERS)) {
            JsonNode job = site.await(site.submit(site.asset(clip), DENOISE, SEGMENTS.formatted(3)), "done", "failed");
            expected = Disk.sha256(site.artefact(job, "master"), Monitor.NONE);
        }
        try (Site site = new Site(this.folder.resolve("data"), null, WORKERS)) {
            String id = site.submit(site.asset(clip), DENOISE, SEGMENTS.formatted(3));
            Site.until("frames are made", () -> site.job(id).get("frames_done").asLong() > 5);
            kill(site);
            JsonNode job = site.await(id, "done", "failed");
            assertEquals("done", job.get("state").asText(), job.toPrettyString());
            assertEquals(expected, Disk.sha256(site.artefact(job, "master"), Monitor.NONE));
            int deaths = 0;
            for (JsonNode task : job.get("tasks")) {
                deaths += task.get("deaths").asInt();
            }
            assertEquals(1, deaths, job.toPrettyString());
        }
    }

    @Test
    void aClipThatKillsItsWorkersFailsAndTheNextIsMade() {
        Path poison = Clips.make(this.folder.resolve("poison.mov"), 500, "256x144");
        Path good = Clips.make(this.folder.resolve("good.mov"), 10);
        try (Site site = new Site(this.folder.resolve("data"), null, WORKERS)) {
            String id = site.submit(site.asset(poison), DENOISE, SEGMENTS.formatted(1) + ", \"priority\": 10");
            String next = site.submit(site.asset(good), DENOISE, "");
            for (int death = 1; death <= 3; death++) {
                int attempt = death;
                Site.until("attempt " + attempt + " is at work", () -> atWork(site.job(id), attempt));
                kill(site);
            }
            JsonNode failed = site.await(id, "failed", "done");
            assertEquals("urn:rushes:problem:media", failed.path("problem").path("type").asText(),
                    failed.toPrettyString());
            assertEquals("done", site.await(next, "failed", "done").get("state").asText());
        }
    }

    private static void kill(Site site) {
        site.server()
            .supervisor()
            .pids(Resource.CPU)
            .forEach((pid) -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    private static boolean atWork(JsonNode job, int attempt) {
        for (JsonNode task : job.get("tasks")) {
            if (task.get("kind").asText().equals("segment") && task.get("attempt").asInt() == attempt) {
                return task.get("state").asText().equals("running");
            }
        }
        return false;
    }

    @Test
    void twoWorkersShareAJob() {
        Path clip = Clips.make(this.folder.resolve("long.mov"), 120, "256x144");
        try (Site site = new Site(this.folder.resolve("data"), null, Map.of(Resource.IO, 1, Resource.CPU, 2))) {
            String id = site.submit(site.asset(clip), DENOISE, SEGMENTS.formatted(8));
            JsonNode job = site.await(id, "done", "failed");
            assertEquals("done", job.get("state").asText(), job.toPrettyString());
            assertEquals(120, Clips.count(site.artefact(job, "master")));
            Set<String> workers = new HashSet<>();
            job.get("tasks").forEach((task) -> {
                if (task.get("kind").asText().equals("segment")) {
                    workers.add(task.get("worker").asText());
                }
            });
            assertEquals(2, workers.size(), job.toPrettyString());
        }
    }

    @Test
    void cancelStopsWhatIsAtWork() {
        Path clip = Clips.make(this.folder.resolve("long.mov"), 500, "256x144");
        try (Site site = new Site(this.folder.resolve("data"), null, WORKERS)) {
            String id = site.submit(site.asset(clip), DENOISE, SEGMENTS.formatted(1));
            Site.until("frames are made", () -> site.job(id).get("frames_done").asLong() > 5);
            assertEquals(200, site.send("POST", "/v1/jobs/" + id + "/cancel", null).statusCode());
            assertEquals("cancelled", site.job(id).get("state").asText());
            Path work = site.data().resolve("jobs").resolve(id).resolve(".long.rushes.mov.work");
            Site.until("the worker has stopped", () -> work.toFile().list().length == 0);
            assertTrue(site.job(id).get("artefacts").isEmpty());
            // and the worker is free for another
            String next = site.submit(site.asset(Clips.make(this.folder.resolve("next.mov"), 10)), DENOISE, "");
            assertEquals("done", site.await(next, "done", "failed").get("state").asText());
        }
    }

    @Test
    void whatIsNoFootageFailsWithItsReason() throws Exception {
        Path text = Files.writeString(this.folder.resolve("notes.mov"), "these are no pictures");
        try (Site site = new Site(this.folder.resolve("data"), null, WORKERS)) {
            String asset = site.asset(text);
            Site.until("it is looked at", () -> !site.server().production().asset(asset).state().equals("probing"));
            assertEquals("unusable", site.server().production().asset(asset).state());
            assertFalse(site.server().production().asset(asset).problem().get("detail").asText().isEmpty());
            assertEquals(422,
                    site.send("POST", "/v1/jobs", "{\"asset\": \"%s\", \"recipe\": %s}".formatted(asset, DENOISE))
                        .statusCode());
        }
    }

    @Test
    void aServerThatGoesHandsBackAndTheNextGoesOn() {
        Path clip = Clips.make(this.folder.resolve("long.mov"), 300, "256x144");
        String id;
        try (Site site = new Site(this.folder.resolve("data"), null, WORKERS)) {
            id = site.submit(site.asset(clip), DENOISE, SEGMENTS.formatted(4));
            Site.until("frames are made", () -> site.job(id).get("frames_done").asLong() > 5);
        }
        try (Site site = new Site(this.folder.resolve("data"), null, WORKERS)) {
            assertNotEquals("failed", site.job(id).get("state").asText());
            JsonNode job = site.await(id, "done", "failed");
            assertEquals("done", job.get("state").asText(), job.toPrettyString());
            for (JsonNode task : job.get("tasks")) {
                assertEquals(0, task.get("deaths").asInt());
            }
        }
    }

}
