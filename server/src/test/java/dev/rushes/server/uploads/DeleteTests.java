package dev.rushes.server.uploads;

import java.nio.file.Files;

import dev.rushes.server.Client;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class DeleteTests extends TusTests {

    @Test
    void endsAnUploadWithItsBytes() throws Exception {
        String upload = this.client.create(100, "a.mov");
        this.client.patch(upload, 0, Client.noise(40, 1));
        assertEquals(204, this.client.tus("DELETE", upload, null).statusCode());
        assertEquals(404, this.client.tus("HEAD", upload, null).statusCode());
        assertEquals(404, this.client.patch(upload, 40, Client.noise(60, 1)).statusCode());
        try (var left = Files.list(this.data.resolve("uploads"))) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void theAssetThatItBecameStays() throws Exception {
        String upload = this.client.create(10, "a.mov");
        String asset = Client.header(this.client.patch(upload, 0, Client.noise(10, 1)), "Rushes-Asset");
        assertEquals(204, this.client.tus("DELETE", upload, null).statusCode());
        assertEquals(200, this.client.send("GET", "/v1/assets/" + asset, null).statusCode());
    }

    @Test
    void overridesPostForProxiesThatKnowNoOther() throws Exception {
        String upload = this.client.create(100, "a.mov");
        // the answer to HEAD has no body, and to POST it must have one
        assertEquals(405, this.client.tus("POST", upload, null, "X-HTTP-Method-Override", "HEAD").statusCode());
        assertEquals(204, this.client.tus("POST", upload, null, "X-HTTP-Method-Override", "DELETE").statusCode());
        assertEquals(404, this.client.tus("HEAD", upload, null).statusCode());
    }

}
