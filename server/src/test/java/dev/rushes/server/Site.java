package dev.rushes.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.LicencePolicy;
import dev.rushes.server.fixture.Requests;
import dev.rushes.server.queue.Resource;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.job.Json;

import static org.junit.jupiter.api.Assertions.fail;

/** A whole server with worker processes, and a client for it. */
final class Site implements AutoCloseable {

    static final Map<Resource, Integer> NONE = Map.of();

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Requests requests = new Requests();

    private final Server server;

    private final Path data;

    Site(Path data, String database, Map<Resource, Integer> workers) {
        this(data, database, workers, null);
    }

    Site(Path data, String database, Map<Resource, Integer> workers, Path watch) {
        this(new ServerOptions("127.0.0.1", 0, data, database, workers, watch, LicencePolicy.ANY,
                ServerOptions.Limits.USUAL));
    }

    Site(ServerOptions options) {
        this.data = options.data();
        this.server = Server.start(options);
    }

    Server server() {
        return this.server;
    }

    Path data() {
        return this.data;
    }

    /** Footage as an upload would leave it. */
    String asset(Path clip) {
        try {
            String sha256 = Disk.sha256(clip, Monitor.NONE);
            Path folder = this.server.production().storage().blob(sha256);
            Files.createDirectories(folder);
            Path file = folder.resolve(clip.getFileName());
            if (!Files.exists(file)) {
                Files.copy(clip, file);
            }
            return this.server.production()
                .database()
                .change((handle) -> this.server.production()
                    .assets()
                    .add(handle, clip.getFileName().toString(), clip.toFile().length(), sha256, "local"));
        }
        catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    String submit(String asset, String recipe, String rest) {
        HttpResponse<String> answer = send("POST", "/v1/jobs",
                "{\"asset\": \"%s\", \"recipe\": %s%s}".formatted(asset, recipe, rest));
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.body());
        }
        return Json.read(answer.body(), JsonNode.class).get("id").asText();
    }

    JsonNode job(String id) {
        return Json.read(send("GET", "/v1/jobs/" + id, null).body(), JsonNode.class);
    }

    /** Waits for one of some states. */
    JsonNode await(String id, String... states) {
        until(id + " is " + List.of(states), () -> List.of(states).contains(job(id).get("state").asText()));
        return job(id);
    }

    /**
     * Until it holds; far longer than anything here takes on a machine with other work.
     */
    static void until(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                fail("in vain: " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** The file of an artefact. */
    Path artefact(JsonNode job, String kind) {
        for (JsonNode artefact : job.get("artefacts")) {
            if (artefact.get("kind").asText().equals(kind)) {
                String path = this.server.production()
                    .database()
                    .read((handle) -> handle.createQuery("SELECT path FROM artefacts WHERE id = ?")
                        .bind(0, artefact.get("id").asText())
                        .mapTo(String.class)
                        .one());
                return this.data.resolve(path);
            }
        }
        throw new AssertionError("no " + kind + " in " + job);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        return transmit(method, path, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody(),
                headers);
    }

    HttpResponse<String> transmit(String method, String path, BodyPublisher body, String... headers) {
        return this.requests.send(method, this.server.uri().resolve(path), body, headers);
    }

    @Override
    public void close() {
        this.requests.close();
        this.server.close();
    }

}
