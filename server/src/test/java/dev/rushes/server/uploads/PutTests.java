package dev.rushes.server.uploads;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Arrays;

import dev.rushes.server.Await;
import dev.rushes.server.Client;
import dev.rushes.server.RawRequest;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PutTests extends TusTests {

    private final byte[] bytes = Client.noise(1_000_000, 19);

    @Test
    void aStreamBecomesAnAsset() throws Exception {
        HttpResponse<byte[]> answer = this.client.send("PUT", "/v1/assets?name=..%2F..%2Fetc%2Fa%20b.mov", this.bytes);
        assertEquals(201, answer.statusCode());
        assertEquals("a b.mov", Client.json(answer).get("name").textValue());
        assertEquals(Client.sha256(this.bytes), Client.json(answer).get("sha256").textValue());
        assertEquals("/v1/assets/" + Client.json(answer).get("id").textValue(), Client.header(answer, "Location"));
    }

    @Test
    void itsLengthNeedNotBeKnown() throws Exception {
        HttpResponse<byte[]> answer = this.client.send(HttpClient.newHttpClient(), "PUT", "/v1/assets?name=a.mov",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(this.bytes)));
        assertEquals(201, answer.statusCode());
        assertEquals(this.bytes.length, Client.json(answer).get("size").intValue());
    }

    @Test
    void whoOffersHttp2IsAnsweredByHttp1() throws Exception {
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpResponse<byte[]> answer = this.client.send(http, "PUT", "/v1/assets?name=a.mov",
                BodyPublishers.ofByteArray(this.bytes));
        assertEquals(HttpClient.Version.HTTP_1_1, answer.version());
        assertEquals(Client.sha256(this.bytes), Client.json(answer).get("sha256").textValue());
    }

    @Test
    void ofABrokenStreamNothingIsLeft() throws Exception {
        try (RawRequest request = new RawRequest(this.front)) {
            request.lines("PUT /v1/assets?name=a.mov HTTP/1.1", "Host: localhost", "Content-Length: 1000000", "")
                .bytes(Arrays.copyOf(this.bytes, 500_000));
            Await.until("it is writing", () -> this.front.uploads.transfers() == 1);
        }
        Await.until("it has ended", () -> this.front.uploads.transfers() == 0 && empty("uploads"));
        assertEquals(0, this.client.json("/v1/assets").get("assets").size());
    }

    @Test
    void aDigestIsProven() throws Exception {
        String right = "sha-256=:" + Client.base64(Client.digest("SHA-256", this.bytes)) + ":";
        String wrong = "sha-256=:" + Client.base64(Client.digest("SHA-256", new byte[1])) + ":";
        assertEquals(201,
                this.client.send("PUT", "/v1/assets?name=a.mov", this.bytes, "Content-Digest", right).statusCode());
        assertEquals(460,
                this.client.send("PUT", "/v1/assets?name=a.mov", this.bytes, "Content-Digest", wrong).statusCode());
        assertTrue(empty("uploads"));
    }

    @Test
    void whoAsksFirstIsAnsweredBeforeAByte() throws Exception {
        this.options.quota = 1000L;
        restart();
        try (RawRequest request = new RawRequest(this.front)) {
            request.lines("PUT /v1/assets?name=a.mov HTTP/1.1", "Host: localhost", "Content-Length: 1000000",
                    "Expect: 100-continue", "");
            assertTrue(request.answer().startsWith("HTTP/1.1 413 "));
        }
        try (RawRequest request = new RawRequest(this.front)) {
            request.lines("PUT /v1/assets?name=a.mov HTTP/1.1", "Host: localhost", "Content-Length: 10",
                    "Expect: 100-continue", "");
            assertEquals("HTTP/1.1 100 Continue", request.status());
        }
    }

    @Test
    void emptyAndNamelessAreRefused() throws Exception {
        assertEquals("empty", Client.problem(this.client.send("PUT", "/v1/assets?name=a.mov", new byte[0])));
        assertEquals("empty", Client.problem(this.client.send(HttpClient.newHttpClient(), "PUT",
                "/v1/assets?name=a.mov", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[0])))));
        assertEquals("invalid", Client.problem(this.client.send("PUT", "/v1/assets", this.bytes)));
    }

    private boolean empty(String folder) throws Exception {
        try (var files = Files.list(this.data.resolve(folder))) {
            return files.findAny().isEmpty();
        }
    }

}
