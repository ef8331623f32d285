package dev.rushes.server.uploads;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.rushes.server.Await;
import dev.rushes.server.Client;
import dev.rushes.server.RawRequest;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ConcurrencyTests extends TusTests {

    private final byte[] bytes = Client.noise(2_000_000, 13);

    @Test
    void aSecondWriterIsLockedOutUntilTheFirstFallsSilent() throws Exception {
        String upload = this.client.create(this.bytes.length, "a.mov");
        try (RawRequest first = new RawRequest(this.front)) {
            ResumeTests.head(first, upload, 0, this.bytes.length).bytes(Arrays.copyOf(this.bytes, 1_000_000));
            Await.until("the first writes", () -> this.front.uploads.transfers() == 1);
            HttpResponse<byte[]> locked = this.client.patch(upload, 0, this.bytes);
            assertEquals(423, locked.statusCode());
            assertEquals("locked", Client.problem(locked));
            Await.until("all has come", () -> TusTests.size(this.data.resolve("uploads")) >= 900_000);
            this.clock.step(Duration.ofSeconds(6));
            int offset = (int) this.client.offset(upload);
            assertEquals(1_000_000, offset);
            assertEquals(204,
                    this.client.patch(upload, offset, Arrays.copyOfRange(this.bytes, offset, this.bytes.length))
                        .statusCode());
        }
        assertEquals(Client.sha256(this.bytes), this.client.json(upload).get("asset").get("sha256").textValue());
    }

    @Test
    void endingAnUploadEndsItsWriter() throws Exception {
        String upload = this.client.create(this.bytes.length, "a.mov");
        try (RawRequest first = new RawRequest(this.front)) {
            ResumeTests.head(first, upload, 0, this.bytes.length).bytes(Arrays.copyOf(this.bytes, 1_000_000));
            Await.until("the first writes", () -> this.front.uploads.transfers() == 1);
            assertEquals(204, this.client.tus("DELETE", upload, null).statusCode());
            assertEquals("HTTP/1.1 503 Service Unavailable", first.status());
        }
        assertEquals(404, this.client.tus("HEAD", upload, null).statusCode());
    }

    @Test
    void aKeySendsNoMoreThanSixteenAtOnce() throws Exception {
        List<RawRequest> senders = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                RawRequest sender = new RawRequest(this.front);
                senders.add(sender);
                ResumeTests.head(sender, this.client.create(100, "a.mov"), 0, 100).bytes(new byte[50]);
            }
            Await.until("all are sending", () -> this.front.uploads.transfers() == 16);
            HttpResponse<byte[]> answer = this.client.patch(this.client.create(100, "a.mov"), 0, new byte[100]);
            assertEquals(429, answer.statusCode());
            assertEquals("too-many", Client.problem(answer));
        }
        finally {
            for (RawRequest sender : senders) {
                sender.close();
            }
        }
    }

    @Test
    void sameContentAtTheSameTimeIsStoredOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String path = "/v1/assets?name=clip" + i + ".mov";
                work.add(() -> this.client.send("PUT", path, this.bytes).statusCode());
            }
            for (Future<Integer> status : threads.invokeAll(work)) {
                assertEquals(201, status.get());
            }
        }
        assertEquals(8, this.client.json("/v1/assets?sha256=" + Client.sha256(this.bytes)).get("assets").size());
        try (var files = Files.walk(this.data.resolve("blobs")).filter(Files::isRegularFile)) {
            assertEquals(1, files.count());
        }
    }

}
