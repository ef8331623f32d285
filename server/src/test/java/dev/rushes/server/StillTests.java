package dev.rushes.server;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.server.fixture.Clips;
import dev.rushes.server.queue.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Frames in full size, by way of HTTP and a worker process. */
class StillTests {

    private static final Map<Resource, Integer> WORKERS = Map.of(Resource.IO, 1, Resource.CPU, 1);

    private static final String COPY = "{\"operations\": [], \"output\": {\"codec\": \"%s\"}}";

    private static final String RANGE = ", \"options\": {\"range\": \"5f..30f\"}";

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void theFramesArePixelForPixelThoseOfSourceAndMaster() throws IOException {
        Path clip = clip();
        Path data = this.folder.resolve("data");
        String made;
        try (Site site = new Site(data, null, WORKERS)) {
            String asset = site.asset(clip);
            String id = site.submit(asset, COPY.formatted("ffv1"), RANGE);
            assertEquals(409, ask(site, id, "0", "master").statusCode());
            JsonNode job = site.await(id, "done", "failed");
            Path master = site.artefact(job, "master");
            for (int frame : new int[] { 0, 13, 24 }) {
                same(frame(clip, 5 + frame), fetch(site, id, frame, "source"));
                same(frame(master, frame), fetch(site, id, frame, "master"));
            }
            assertEquals(404, ask(site, id, "25", "master").statusCode());
            assertEquals(400, ask(site, id, "first", "master").statusCode());
            assertEquals(400, ask(site, id, "1", "both").statusCode());
            assertEquals(404, ask(site, "job_000404", "1", "source").statusCode());
            for (int frame = 0; frame < 20; frame++) {
                fetch(site, id, frame, "master");
            }
            Site.until("no task is left", () -> tasks(site, id) == 0);
            try (Stream<Path> kept = Files.list(data.resolve("previews").resolve(id).resolve("stills"))) {
                assertEquals(16, kept.count());
            }
            String pictures = site.submit(asset, COPY.formatted("png"), RANGE);
            site.await(pictures, "done", "failed");
            same(frame(clip, 12), fetch(site, pictures, 7, "master"));
            made = id;
        }
        try (Site site = new Site(data, null, Site.NONE)) {
            for (int frame : new int[] { 1, 1, 1, 2, 3 }) {
                assertEquals(202, ask(site, made, String.valueOf(frame), "source").statusCode());
            }
            assertEquals(3, tasks(site, made));
            for (int frame = 4; frame < 9; frame++) {
                assertEquals(202, ask(site, made, String.valueOf(frame), "source").statusCode());
            }
            HttpResponse<byte[]> refused = ask(site, made, "9", "source");
            assertEquals(429, refused.statusCode());
            assertTrue(refused.headers().firstValue("Retry-After").isPresent());
            assertEquals(8, tasks(site, made));
        }
    }

    private Path clip() {
        Path clip = this.folder.resolve("rgb.mkv");
        Clips.run("-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25,noise=alls=12:all_seed=7", "-frames:v", "40",
                "-c:v", "ffv1", "-pix_fmt", "gbrp", clip.toString());
        return clip;
    }

    private byte[] fetch(Site site, String job, int frame, String of) {
        AtomicReference<byte[]> png = new AtomicReference<>();
        Site.until("frame %d of %s".formatted(frame, of), () -> {
            HttpResponse<byte[]> answer = ask(site, job, String.valueOf(frame), of);
            assertTrue(answer.statusCode() == 200 || answer.statusCode() == 202,
                    () -> new String(answer.body(), StandardCharsets.UTF_8));
            if (answer.statusCode() == 200) {
                assertEquals("image/png", answer.headers().firstValue("Content-Type").orElse(""));
                png.set(answer.body());
            }
            return png.get() != null;
        });
        return png.get();
    }

    private HttpResponse<byte[]> ask(Site site, String job, String frame, String of) {
        URI uri = site.server().uri().resolve("/v1/jobs/%s/stills/%s?of=%s".formatted(job, frame, of));
        try {
            return this.client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
        }
        catch (IOException | InterruptedException trouble) {
            throw new IllegalStateException(trouble);
        }
    }

    private static int tasks(Site site, String id) {
        int stills = 0;
        for (JsonNode task : site.job(id).get("tasks")) {
            stills += task.get("kind").asText().equals("still") ? 1 : 0;
        }
        return stills;
    }

    /** As FFmpeg's own program decodes it. */
    private Path frame(Path clip, int number) {
        Path png = this.folder.resolve("expected.png");
        Clips.run("-y", "-i", clip.toString(), "-vf", "select=eq(n\\," + number + ")", "-frames:v", "1", "-pix_fmt",
                "rgb24", png.toString());
        return png;
    }

    private static void same(Path expected, byte[] still) throws IOException {
        assertArrayEquals(pixels(ImageIO.read(expected.toFile())),
                pixels(ImageIO.read(new ByteArrayInputStream(still))));
    }

    private static int[] pixels(BufferedImage picture) {
        return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    }

}
