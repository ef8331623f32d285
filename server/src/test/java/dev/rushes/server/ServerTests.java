package dev.rushes.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ServerTests {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void isUpFromStartToClose() throws Exception {
        URI uri;
        try (Server server = Server.start(0)) {
            uri = server.uri();
            HttpResponse<String> answer = send("GET", uri.resolve("/healthz"));
            assertEquals(200, answer.statusCode());
            assertEquals("{\"status\":\"up\"}", answer.body());
            assertEquals("application/json", answer.headers().firstValue("content-type").orElseThrow());
        }
        URI gone = uri.resolve("/healthz");
        assertThrows(ConnectException.class, () -> send("GET", gone));
    }

    @Test
    void nothingElseIsThereYet() throws Exception {
        try (Server server = Server.start(0)) {
            assertEquals(404, send("GET", server.uri().resolve("/")).statusCode());
            assertEquals(405, send("POST", server.uri().resolve("/healthz")).statusCode());
        }
    }

    @Test
    void aTakenPortIsSaid() {
        try (Server server = Server.start(0)) {
            int taken = server.uri().getPort();
            assertThrows(IllegalStateException.class, () -> Server.start(taken));
        }
    }

    private HttpResponse<String> send(String method, URI uri) throws IOException, InterruptedException {
        return this.client.send(HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());
    }

}
