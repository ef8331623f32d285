package dev.rushes.server.uploads;

import java.net.http.HttpResponse;
import java.time.Duration;

import dev.rushes.server.Client;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class HeadTests extends TusTests {

    @Test
    void saysHowFarItIs() throws Exception {
        String upload = this.client.create(100, "a.mov");
        this.client.patch(upload, 0, Client.noise(40, 1));
        HttpResponse<byte[]> answer = this.client.tus("HEAD", upload, null);
        assertEquals(200, answer.statusCode());
        assertEquals("40", Client.header(answer, "Upload-Offset"));
        assertEquals("100", Client.header(answer, "Upload-Length"));
        assertEquals("filename YS5tb3Y=", Client.header(answer, "Upload-Metadata"));
        assertEquals("no-store", Client.header(answer, "Cache-Control"));
    }

    @Test
    void whatIsUnknownIsNotFound() throws Exception {
        assertEquals(404, this.client.tus("HEAD", "/v1/uploads/upl_0123456789abcdefghjkmnpqr", null).statusCode());
        assertEquals(404, this.client.tus("HEAD", "/v1/uploads/..%2f..%2frushes.db", null).statusCode());
    }

    @Test
    void whatHasExpiredIsGoneAndThenRemoved() throws Exception {
        String upload = this.client.create(100, "a.mov");
        this.client.patch(upload, 0, Client.noise(40, 1));
        this.clock.step(Duration.ofDays(8));
        assertEquals(410, this.client.tus("HEAD", upload, null).statusCode());
        assertEquals(1, this.front.retention.sweep());
        assertEquals(404, this.client.tus("HEAD", upload, null).statusCode());
        try (var left = java.nio.file.Files.list(this.data.resolve("uploads"))) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void afterTheEndItNamesTheAsset() throws Exception {
        String upload = this.client.create(10, "a.mov");
        String asset = Client.header(this.client.patch(upload, 0, Client.noise(10, 1)), "Rushes-Asset");
        HttpResponse<byte[]> answer = this.client.tus("HEAD", upload, null);
        assertEquals("10", Client.header(answer, "Upload-Offset"));
        assertEquals(asset, Client.header(answer, "Rushes-Asset"));
        assertEquals(asset, this.client.json(upload).get("asset").get("id").textValue());
    }

}
