package dev.rushes.server.webhooks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Database;
import dev.rushes.server.fixture.Awaiting;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.HttpSite;
import dev.rushes.server.fixture.Rows;
import dev.rushes.server.fixture.StepClock;
import dev.rushes.server.http.Caller;
import dev.rushes.workers.job.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WebhooksTests {

    @TempDir
    Path folder;

    /** Receivers refuse what is not of now, so it begins with the real time. */
    private final StepClock clock = new StepClock(Instant.now());

    private final HttpSite site = new HttpSite();

    private Receiver receiver;

    private Database database;

    private Webhooks webhooks;

    private void open(Databases kind, String... hosts) throws IOException {
        this.receiver = new Receiver();
        this.database = kind.open(this.folder);
        Audit audit = new Audit(this.clock);
        this.webhooks = new Webhooks(this.database, this.clock, this.site.vertx(), List.of(hosts), new Random(1));
        this.site.serve((_) -> Caller.LOCAL, new WebhookRoutes(this.webhooks, audit).routes());
    }

    @AfterEach
    void close() {
        if (this.database != null) {
            this.webhooks.close();
        }
        this.site.close();
        if (this.database != null) {
            this.receiver.close();
            this.database.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aJobsEndIsToldAndAnotherLibraryVerifiesIt(Databases kind) throws Exception {
        open(kind, "localhost");
        end("done", this.receiver.url("/hook?token=1"));
        this.webhooks.start();
        Receiver.Message message = this.receiver.take();
        String secret = Json.read(this.site.get("/v1/webhooks/secret").body(), JsonNode.class).get("secret").asText();
        new Webhook(secret).verify(message.body(), message.headers());
        assertThrows(WebhookVerificationException.class,
                () -> new Webhook(secret).verify(message.body().replace("job_done", "job_gone"), message.headers()));
        JsonNode body = Json.read(message.body(), JsonNode.class);
        assertEquals("job.done", body.get("type").asText());
        assertEquals(this.clock.instant().toEpochMilli(), Instant.parse(body.get("timestamp").asText()).toEpochMilli());
        assertEquals("job_done", body.get("data").get("id").asText());
        Awaiting.until("it is written down", () -> log().get("state").asText().equals("done"));
        assertEquals(204, log().get("status").asInt());
        assertEquals(1, log().get("attempts").asInt());
        assertTrue(log().get("url").asText().endsWith("/hook?…"));
        assertEquals(message.headers().firstValue("webhook-id").orElseThrow(), log().get("id").asText());
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNotArriveIsSentAgainAndThenGivenUp(Databases kind) throws Exception {
        open(kind, "localhost");
        this.receiver.status = 500;
        this.receiver.answerBytes = 1 << 20;
        end("failed", this.receiver.url("/"));
        for (int attempt = 1; attempt <= 8; attempt++) {
            this.webhooks.turn();
            Awaiting.until("attempt " + attempt, this.webhooks::idle);
            assertEquals(attempt, log().get("attempts").asInt());
            assertEquals(500, log().get("status").asInt());
            this.webhooks.turn();
            Awaiting.until("nothing is due", this.webhooks::idle);
            assertEquals(attempt, log().get("attempts").asInt(), "not before its time");
            this.clock.step(Duration.ofHours(3));
        }
        assertEquals("failed", log().get("state").asText());
        this.webhooks.turn();
        assertEquals(8, this.receiver.messages.size());
        assertEquals(1,
                this.receiver.messages.stream()
                    .map((message) -> message.headers().firstValue("webhook-id").orElseThrow())
                    .distinct()
                    .count());
    }

    @ParameterizedTest
    @EnumSource
    void aReceiverThatIsGoneForGoodIsLeftAlone(Databases kind) throws Exception {
        open(kind, "localhost");
        this.receiver.status = 410;
        end("cancelled", this.receiver.url("/"));
        this.webhooks.turn();
        Awaiting.until("given up", () -> log().get("state").asText().equals("failed"));
        assertEquals(1, log().get("attempts").asInt());
    }

    @ParameterizedTest
    @EnumSource
    void oneThatTheServerNeverOutlivesIsGivenUp(Databases kind) throws Exception {
        open(kind, "localhost");
        end("done", this.receiver.url("/"));
        // as eight servers leave it that were killed while they sent it
        this.database
            .update((handle) -> handle.execute("UPDATE deliveries SET attempts = 8, next = ?", this.clock.millis()));
        this.webhooks.turn();
        Awaiting.until("given up", () -> log().get("state").asText().equals("failed"));
        assertTrue(log().get("problem").asText().contains("the server stopped"), log().toString());
        assertEquals(0, this.receiver.messages.size());
    }

    @ParameterizedTest
    @EnumSource
    void oneThatCannotBeMadeIsNotTriedAgain(Databases kind) throws Exception {
        open(kind, "localhost");
        end("done", this.receiver.url("/"));
        this.database.update((handle) -> handle
            .execute("INSERT INTO settings (name, value) VALUES ('webhook.secret', 'whsec_this is no Base64')"));
        this.webhooks.turn();
        Awaiting.until("given up", () -> log().get("state").asText().equals("failed"));
        assertEquals(1, log().get("attempts").asInt());
    }

    @ParameterizedTest
    @EnumSource
    void noRedirectIsFollowed(Databases kind) throws Exception {
        open(kind, "localhost");
        this.receiver.status = 307;
        JsonNode tried = test(this.receiver.url("/"));
        assertEquals("failed", tried.get("state").asText());
        assertTrue(tried.get("problem").asText().contains("redirects are not followed"));
        assertEquals(1, this.receiver.messages.size());
    }

    @ParameterizedTest
    @EnumSource
    void nothingGoesIntoPrivateNetworksUnlessNamed(Databases kind) throws Exception {
        open(kind);
        JsonNode tried = test(this.receiver.url("/"));
        assertEquals("failed", tried.get("state").asText());
        assertTrue(tried.get("problem").asText().contains("not on the public internet"), tried.toString());
        for (String host : List.of("127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "169.254.169.254")) {
            assertRefused("http://" + host + ":1/", "not on the public internet");
        }
        for (String host : List.of("2130706433", "0177.0.0.1", "0", "127.0.1", "1.2.3.4.5", "256.1.1.1")) {
            assertRefused("http://" + host + "/", "no ");
        }
        assertRefused("http://example.com:65536/", "port");
        assertRefused("http://example.com:0/", "port");
        end("done", this.receiver.url("/"));
        this.webhooks.turn();
        Awaiting.until("given up at once", () -> log().get("state").asText().equals("failed"));
        assertNull(this.receiver.messages.peek());
    }

    private void assertRefused(String url, String why) {
        Problem problem = assertThrows(Problem.class, () -> this.webhooks.check(url));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertTrue(problem.getMessage().contains(why), problem.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void onlyNamedHostsIfAnyIs(Databases kind) throws Exception {
        open(kind, "localhost", "hooks.example.com");
        assertEquals("done", test(this.receiver.url("/")).get("state").asText());
        for (String url : List.of("http://example.com/", "ftp://localhost/", "http://user:word@localhost/", "nonsense",
                "http:///path", "http://localhost.example.com/", "http://[fe80::1%25eth0]/", "file:///etc/passwd")) {
            assertEquals(400, this.site.send("POST", "/v1/webhooks/test", "{\"url\":\"" + url + "\"}").statusCode(),
                    url);
        }
        assertEquals(400, this.site.send("POST", "/v1/webhooks/test", "{\"uri\":\"\"}").statusCode());
    }

    @ParameterizedTest
    @EnumSource
    void forADayAfterARotationBothSecretsHold(Databases kind) throws Exception {
        open(kind, "localhost");
        String old = Json.read(this.site.get("/v1/webhooks/secret").body(), JsonNode.class).get("secret").asText();
        JsonNode rotated = Json.read(this.site.send("POST", "/v1/webhooks/secret/rotate", null).body(), JsonNode.class);
        String young = rotated.get("secret").asText();
        assertNotEquals(old, young);
        assertEquals(old, rotated.get("previous").asText());
        test(this.receiver.url("/"));
        Receiver.Message both = this.receiver.take();
        new Webhook(old).verify(both.body(), both.headers());
        new Webhook(young).verify(both.body(), both.headers());
        this.clock.step(Secrets.OVERLAP);
        test(this.receiver.url("/"));
        Receiver.Message one = this.receiver.take();
        assertEquals(1, one.headers().firstValue("webhook-signature").orElseThrow().split(" ").length);
        assertTrue(Json.read(this.site.get("/v1/webhooks/secret").body(), JsonNode.class).get("previous").isNull());
    }

    private JsonNode test(String url) {
        return Json.read(this.site.send("POST", "/v1/webhooks/test", "{\"url\":\"" + url + "\"}").body(),
                JsonNode.class);
    }

    private JsonNode log() {
        return Json.read(this.site.get("/v1/webhooks/deliveries").body(), JsonNode.class).get("deliveries").get(0);
    }

    private void end(String state, String url) {
        this.database.update((handle) -> {
            Rows.job(handle, "job_" + state, state, url);
            new Outbox(this.clock).jobEnded(handle, "job_" + state, url, state,
                    Map.of("id", "job_" + state, "state", state));
        });
    }

    @ParameterizedTest
    @EnumSource
    void theLogIsOldOnlyIfTheClockIsTrusted(Databases kind) throws Exception {
        open(kind, "localhost");
        end("done", this.receiver.url("/"));
        this.webhooks.turn();
        Awaiting.until("it is sent", () -> this.webhooks.idle() && log().get("state").asText().equals("done"));
        this.clock.step(Duration.ofDays(31));
        assertEquals(0, this.database.<Integer>change((handle) -> this.webhooks.prune(handle, false)));
        assertEquals(1, this.database.<Integer>change((handle) -> this.webhooks.prune(handle, true)));
    }

}
