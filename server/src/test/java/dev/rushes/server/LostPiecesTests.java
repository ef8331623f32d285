package dev.rushes.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.LicencePolicy;
import dev.rushes.server.cli.Main;
import dev.rushes.server.fixture.Clips;
import dev.rushes.server.queue.Resource;
import dev.rushes.server.work.Supervisor;
import dev.rushes.server.work.WorkerCommandLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Finished pieces that a disk has lost or changed before they were assembled. */
class LostPiecesTests {

    private static final String DENOISE = "{\"operations\": [{\"op\": \"denoise\", \"strength\": 20}]}";

    @TempDir
    private Path folder;

    @Test
    void areMadeAgainWhereModelsRun() throws Exception {
        Path clip = Clips.make(this.folder.resolve("reel.mov"), 40);
        try (Site site = new Site(this.folder.resolve("data"), null, Site.NONE)) {
            String id = site.submit(site.asset(clip), DENOISE, ", \"options\": {\"segments\": 3}");
            try (Supervisor _ = supervise(site, Map.of(Resource.IO, 1))) {
                Site.until("it is planned", () -> site.job(id).get("tasks").size() == 5);
            }
            try (Supervisor _ = supervise(site, Map.of(Resource.CPU, 1))) {
                site.await(id, "assembling", "failed");
            }
            Path pieces = site.data().resolve("jobs").resolve(id).resolve(".reel.rushes.mov.work");
            Files.delete(pieces.resolve("piece-00002.nut"));
            Path changed = pieces.resolve("piece-00001.nut");
            byte[] bytes = Files.readAllBytes(changed);
            bytes[bytes.length / 2] ^= 1;
            Files.write(changed, bytes);
            try (Supervisor _ = supervise(site, Map.of(Resource.IO, 1, Resource.CPU, 1))) {
                JsonNode job = site.await(id, "done", "failed");
                assertEquals("done", job.get("state").asText(), job.toPrettyString());
                assertEquals(40, Clips.count(site.artefact(job, "master")));
                assertEquals(List.of(1, 2, 2, 3), List.of(attempts(job, "segment", 0), attempts(job, "segment", 1),
                        attempts(job, "segment", 2), attempts(job, "assemble", 0)), job.toPrettyString());
            }
        }
    }

    private static Supervisor supervise(Site site, Map<Resource, Integer> workers) {
        Supervisor supervisor = new Supervisor(site.server().production(), new WorkerCommandLine(Main.class.getName(),
                site.data(), null, 1, 0, LicencePolicy.ANY, WorkerCommandLine.SIGN_OF_LIFE));
        supervisor.start(workers);
        return supervisor;
    }

    private static int attempts(JsonNode job, String kind, int number) {
        for (JsonNode task : job.get("tasks")) {
            if (task.get("kind").asText().equals(kind) && task.get("number").asInt() == number) {
                return task.get("attempt").asInt();
            }
        }
        throw new AssertionError("no " + kind + " " + number + " in " + job);
    }

}
