package dev.rushes.server.uploads;

import java.util.Arrays;

import dev.rushes.server.Await;
import dev.rushes.server.Client;
import dev.rushes.server.RawRequest;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Bodies lie in memory that nobody collects: it has to come back however they end. */
class NetworkMemoryTests extends TusTests {

    /** Buffers that threads keep for their next reads. */
    private static final long KEPT = 32;

    private static final int ROUNDS = 8;

    private final byte[] bytes = Client.noise(4 << 20, 23);

    @Test
    void itComesBackFromWhatIsStored() throws Exception {
        long before = used();
        for (int round = 0; round < ROUNDS; round++) {
            assertEquals(Client.sha256(this.bytes),
                    Client.json(this.client.send("PUT", "/v1/assets?name=a.mov", this.bytes))
                        .get("sha256")
                        .textValue());
        }
        Await.until("it came back", () -> used() - before < KEPT);
    }

    @Test
    void itComesBackFromWhatIsRefusedOnTheWay() throws Exception {
        long before = used();
        for (int round = 0; round < ROUNDS; round++) {
            String location = this.client.create(1 << 20, "a.mov");
            try (RawRequest request = new RawRequest(this.front)) {
                request
                    .lines("PATCH " + location + " HTTP/1.1", "Host: localhost", "Tus-Resumable: 1.0.0",
                            "Content-Type: application/offset+octet-stream", "Upload-Offset: 0",
                            "Transfer-Encoding: chunked", "", Integer.toHexString(this.bytes.length))
                    .bytes(this.bytes)
                    .lines("", "0", "");
                assertTrue(request.answer().startsWith("HTTP/1.1 413 "));
            }
        }
        Await.until("it came back", () -> used() - before < KEPT);
    }

    @Test
    void itComesBackFromClientsThatAreGone() throws Exception {
        long before = used();
        for (int round = 0; round < ROUNDS; round++) {
            try (RawRequest request = new RawRequest(this.front)) {
                request.lines("PUT /v1/assets?name=a.mov HTTP/1.1", "Host: localhost", "Content-Length: 10000000", "")
                    .bytes(this.bytes);
            }
        }
        Await.until("they have ended", () -> this.front.uploads.transfers() == 0);
        Await.until("it came back", () -> used() - before < KEPT);
    }

    @Test
    void whatFollowsABodyOnItsConnectionIsARequestOfItsOwn() throws Exception {
        try (RawRequest request = new RawRequest(this.front)) {
            byte[] third = Arrays.copyOf(this.bytes, 1_000_000);
            for (int round = 0; round < 3; round++) {
                request
                    .lines("PUT /v1/assets?name=a.mov HTTP/1.1", "Host: localhost",
                            "Content-Length: " + this.bytes.length, "")
                    .bytes(this.bytes)
                    .lines("PUT /v1/assets?name=b.mov HTTP/1.1", "Host: localhost", "Content-Length: " + third.length,
                            "")
                    .bytes(third);
            }
            request.lines("GET /v1/assets HTTP/1.1", "Host: localhost", "Connection: close", "");
            String answers = request.answer();
            assertEquals(6, count(answers, "HTTP/1.1 201 "), answers);
            assertTrue(count(answers, Client.sha256(this.bytes)) >= 3, answers);
            assertTrue(count(answers, Client.sha256(third)) >= 3, answers);
        }
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    private static long used() {
        return PooledByteBufAllocator.DEFAULT.metric()
            .directArenas()
            .stream()
            .mapToLong(PoolArenaMetric::numActiveNormalAllocations)
            .sum();
    }

}
