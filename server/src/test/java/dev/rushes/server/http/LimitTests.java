package dev.rushes.server.http;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import dev.rushes.server.Client;
import dev.rushes.server.FrontFixture;
import dev.rushes.server.RawRequest;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LimitTests extends FrontTests {

    @Override
    FrontFixture.Options options() {
        FrontFixture.Options options = super.options();
        options.routes = List.of(
                Route.post("/v1/echo", Scope.SUBMIT, (call) -> Reply.ok(List.of(call.body().length()))),
                new Route(HttpMethod.GET, "/v1/broken", Scope.READ, (Route.Action) (_) -> {
                    throw new IllegalStateException("a secret of the inside");
                }));
        return options;
    }

    @Test
    void whatIsNoRequestIsAnsweredInFull() throws IOException {
        refused("GARBAGE", 400, "invalid");
        refused("GET /%s HTTP/1.1".formatted("a".repeat(9000)), 414, "too-long");
        refused("GET / HTTP/1.1\r\nX: %s".formatted("a".repeat(40_000)), 431, "headers-too-large");
        refused("GET / HTTP/1.1\r\nHost: localhost\r\nbad header", 400, "invalid");
    }

    private void refused(String head, int status, String problem) throws IOException {
        try (RawRequest request = new RawRequest(this.front)) {
            String answer = request.lines(head, "", "").answer();
            assertTrue(answer.matches("(?s)HTTP/1.[01] " + status + " .*"), answer);
            assertTrue(answer.contains("\"urn:rushes:problem:" + problem + "\""), answer);
            assertTrue(answer.contains("x-content-type-options: nosniff") || answer.contains("X-Content-Type-Options"),
                    answer);
        }
    }

    @Test
    void bodiesOfDocumentsAreBounded() throws Exception {
        assertEquals("[1048576]", Client.text(this.client.send("POST", "/v1/echo", new byte[1 << 20])));
        HttpResponse<byte[]> answer = this.client.send("POST", "/v1/echo", new byte[(1 << 20) + 1]);
        assertEquals(413, answer.statusCode());
        assertEquals("too-large", Client.problem(answer));
        try (RawRequest chunked = new RawRequest(this.front)) {
            chunked.lines("POST /v1/echo HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked", "");
            for (int i = 0; i < 17; i++) {
                chunked.lines("10000").bytes(new byte[1 << 16]).lines("");
            }
            assertEquals("HTTP/1.1 413 Request Entity Too Large", chunked.status());
        }
    }

    @Test
    void whoNeverEndsAHeadIsSentAway() throws Exception {
        try (RawRequest silent = new RawRequest(this.front); RawRequest slow = new RawRequest(this.front)) {
            slow.bytes("GET / HT".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            // answered, so that both are known to be connected
            this.client.send("GET", "/v1/assets", null);
            this.clock.step(Duration.ofSeconds(76));
            assertEquals("", silent.answer());
            assertEquals("", slow.answer());
        }
    }

    @Test
    void theInsideStaysInside() throws Exception {
        HttpResponse<byte[]> answer = this.client.send("GET", "/v1/broken", null);
        assertEquals(500, answer.statusCode());
        assertEquals("internal", Client.problem(answer));
        assertFalse(Client.text(answer).contains("secret"));
    }

    @Test
    void whatCannotBeSeenIsMarkedInSentences() throws Exception {
        String detail = Client.json(this.client.send("GET", "/v1/assets/%E2%80%AE%1B%5B31m", null))
            .get("detail")
            .textValue();
        assertTrue(detail.contains("\uFFFD\uFFFD[31m"), detail);
    }

    @Test
    void whatIsNotThereAndWhatCannotBeDone() throws Exception {
        assertEquals("not-found", Client.problem(this.client.send("GET", "/v1/nothing", null)));
        HttpResponse<byte[]> answer = this.client.send("DELETE", "/v1/echo", null);
        assertEquals(405, answer.statusCode());
        assertEquals("POST", Client.header(answer, "Allow"));
        assertEquals("method-not-allowed", Client.problem(answer));
    }

    @Test
    void whatCanBeGotHasAHead() throws Exception {
        HttpResponse<byte[]> get = this.client.send("GET", "/v1/assets", null);
        HttpResponse<byte[]> head = this.client.send("HEAD", "/v1/assets", null);
        assertEquals(200, head.statusCode());
        assertEquals(0, head.body().length);
        assertEquals(Client.header(get, "Content-Length"), Client.header(head, "Content-Length"));
    }

    @Test
    void everyAnswerGuardsTheBrowser() throws Exception {
        HttpResponse<byte[]> answer = this.client.send("GET", "/v1/assets", null);
        assertTrue(Client.header(answer, "Content-Security-Policy").startsWith("default-src 'none'"));
        assertEquals("nosniff", Client.header(answer, "X-Content-Type-Options"));
        assertEquals("DENY", Client.header(answer, "X-Frame-Options"));
        assertEquals("no-store", Client.header(answer, "Cache-Control"));
    }

}
