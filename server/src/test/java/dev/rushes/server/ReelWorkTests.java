package dev.rushes.server;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.server.fixture.Clips;
import dev.rushes.server.queue.Resource;
import dev.rushes.workers.job.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Footage of several files through a real server and its worker processes. */
class ReelWorkTests {

    private static final Map<Resource, Integer> WORKERS = Map.of(Resource.IO, 1, Resource.PREVIEW, 1, Resource.CPU, 1);

    private static final String LOSSLESS = "{\"operations\": [], \"output\": {\"codec\": \"ffv1\"}}";

    @TempDir
    private Path folder;

    @Test
    void uploadedPicturesBecomeAMaster() throws Exception {
        Path pictures = Files.createDirectory(this.folder.resolve("pictures"));
        Clips.sequence(pictures, "shot.%04d.png", 30);
        try (Site site = new Site(this.folder.resolve("data"), null, WORKERS)) {
            List<String> uploads = new ArrayList<>();
            try (Stream<Path> files = Files.list(pictures)) {
                for (Path file : files.toList()) {
                    uploads.add(upload(site, file));
                }
            }
            var made = site.send("POST", "/v1/assets",
                    "{\"rate\": \"30000/1001\", \"uploads\": %s}".formatted(Json.line(uploads)));
            assertEquals(201, made.statusCode(), made.body());
            String asset = Json.read(made.body(), JsonNode.class).get("id").asText();
            String id = site.submit(asset, LOSSLESS, ", \"options\": {\"segments\": 2}");
            JsonNode job = site.await(id, "done", "failed");
            assertEquals("done", job.get("state").asText(), job.toPrettyString());
            assertEquals("shot.rushes.mkv", job.at("/artefacts/0/name").asText());
            assertEquals(Clips.pictures(pictures.resolve("shot.%04d.png"), "-start_number", "99"),
                    Clips.pictures(site.artefact(job, "master")));
            JsonNode clip = site.server().production().asset(asset).clip();
            assertEquals("shot.[0099-0128].png", clip.get("path").asText());
            assertEquals(30, clip.at("/video/frames").asInt());
            assertEquals("30000/1001", clip.at("/video/frame_rate").asText());
            assertEquals("128 72", clip.at("/video/width").asText() + " " + clip.at("/video/height").asText());
            // the job's own rate comes before the asset's, and makes the result's
            // previews too
            JsonNode other = site.await(site.submit(asset, LOSSLESS, ", \"options\": {\"rate\": 25}"), "done",
                    "failed");
            assertEquals("done", other.get("state").asText(), other.toPrettyString());
            Site.until("there is a proxy",
                    () -> site.send("GET", "/v1/assets/" + asset, null).body().contains("proxy"));
        }
    }

    @Test
    void anUploadedP2ClipComesBackWithItsSound() throws Exception {
        Path picture = Clips.p2(this.folder.resolve("card"));
        Path audio = this.folder.resolve("card/CONTENTS/AUDIO");
        try (Site site = new Site(this.folder.resolve("data"), null, WORKERS)) {
            List<String> uploads = List.of(upload(site, audio.resolve("0001AB01.MXF")), upload(site, picture),
                    upload(site, audio.resolve("0001AB00.MXF")));
            var made = site.send("POST", "/v1/assets", "{\"uploads\": %s}".formatted(Json.line(uploads)));
            assertEquals(201, made.statusCode(), made.body());
            JsonNode job = site.await(
                    site.submit(Json.read(made.body(), JsonNode.class).get("id").asText(), LOSSLESS, ""), "done",
                    "failed");
            assertEquals("done", job.get("state").asText(), job.toPrettyString());
            assertEquals("0001AB.rushes.mkv", job.at("/artefacts/0/name").asText());
            Path master = site.artefact(job, "master");
            assertEquals(Clips.pictures(picture), Clips.pictures(master));
            for (int channel = 0; channel < 2; channel++) {
                assertEquals(Clips.sound(audio.resolve("0001AB0%d.MXF".formatted(channel)), 0),
                        Clips.sound(master, channel));
            }
        }
    }

    @Test
    void aWatchedP2CardAndASequenceComeBackWhole() throws Exception {
        Path ingest = Files.createDirectory(this.folder.resolve("ingest"));
        Path picture = Clips.p2(ingest.resolve("card"));
        Path shot = Files.createDirectory(ingest.resolve("shot"));
        Clips.sequence(shot, "%06d.dpx", 12);
        Path watch = Files.writeString(this.folder.resolve("watch.yaml"), """
                folders:
                  - {path: %s, output: %s, settle: 2, poll: 1s, min_age: 0s, recipe: %s}
                """.formatted(ingest, ingest.resolve("restored"), LOSSLESS));
        Path made = ingest.resolve("restored/card/CONTENTS/VIDEO/0001AB.rushes.mkv");
        Path sequence = ingest.resolve("restored/shot/shot.rushes.mkv");
        try (Site site = new Site(this.folder.resolve("data"), null, WORKERS, watch)) {
            Site.until("both are delivered", () -> Files.exists(made) && Files.exists(sequence));
            assertEquals(2, Json.read(site.send("GET", "/v1/jobs", null).body(), JsonNode.class).get("jobs").size());
        }
        assertEquals(Clips.pictures(picture), Clips.pictures(made));
        for (int channel = 0; channel < 2; channel++) {
            assertEquals(Clips.sound(ingest.resolve("card/CONTENTS/AUDIO/0001AB0%d.MXF".formatted(channel)), 0),
                    Clips.sound(made, channel));
        }
        assertEquals(Clips.pictures(shot.resolve("%06d.dpx"), "-start_number", "99"), Clips.pictures(sequence));
        assertTrue(Files.exists(picture), "after: keep");
    }

    private static String upload(Site site, Path file) throws FileNotFoundException {
        var answer = site.transmit("POST", "/v1/uploads", BodyPublishers.ofFile(file), "Tus-Resumable", "1.0.0",
                "Upload-Length", String.valueOf(file.toFile().length()), "Upload-Concat", "partial", "Upload-Metadata",
                "filename " + Base64.getEncoder()
                    .encodeToString(file.getFileName().toString().getBytes(StandardCharsets.UTF_8)),
                "Content-Type", "application/offset+octet-stream");
        assertEquals(201, answer.statusCode(), answer.body());
        return answer.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
    }

}
