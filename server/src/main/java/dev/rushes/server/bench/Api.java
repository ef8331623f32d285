package dev.rushes.server.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.Problem;
import dev.rushes.workers.job.Json;

/** Asks a server as any client does. */
final class Api implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long LOOK_NANOS = 250_000_000;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI server;

    Api(URI server) {
        this.server = server;
    }

    URI server() {
        return this.server;
    }

    /**
     * Makes an asset.
     * @return its id
     */
    String upload(String name, BodyPublisher content) throws IOException {
        return ask("PUT", "/v1/assets?name=" + name, content).get("id").textValue();
    }

    /**
     * Makes a job.
     * @param recipe as JSON
     * @return its id
     */
    String submit(String asset, String recipe) throws IOException {
        return ask("POST", "/v1/jobs",
                BodyPublishers.ofString(
                        "{\"asset\": \"%s\", \"recipe\": %s, \"options\": {\"segments\": 1}}".formatted(asset, recipe)))
            .get("id")
            .textValue();
    }

    /** Waits until each job has ended. */
    List<JsonNode> ended(List<String> jobs) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        for (String job : jobs) {
            JsonNode document = get("/v1/jobs/" + job);
            while (document.get("finished").isNull()) {
                LockSupport.parkNanos(LOOK_NANOS);
                document = get("/v1/jobs/" + job);
            }
            if (!document.get("state").textValue().equals("done")) {
                throw Problem.internal(null, "a job of the bench ended as %s: %s", document.get("state").textValue(),
                        document.path("problem").path("detail").asText());
            }
            documents.add(document);
        }
        return documents;
    }

    JsonNode get(String path) throws IOException {
        return ask("GET", path, BodyPublishers.noBody());
    }

    /**
     * Asks and waits for the answer.
     * @return an empty document if it has no body
     * @throws Problem INTERNAL if it is a refusal
     */
    JsonNode ask(String method, String path, BodyPublisher body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(this.server.resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Tus-Resumable", "1.0.0")
            .method(method, body)
            .build();
        try {
            HttpResponse<String> answer = this.client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw Problem.internal(null, "the server answered %s %s with %d: %.300s", method, path,
                        answer.statusCode(), answer.body());
            }
            return Json.read(answer.body().isEmpty() ? "{}" : answer.body(), JsonNode.class);
        }
        catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw Problem.cancelled();
        }
    }

    @Override
    public void close() {
        this.client.close();
    }

}
