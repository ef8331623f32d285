package dev.rushes.server.uploads;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;

import dev.rushes.server.Client;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SpaceTests extends TusTests {

    @BeforeEach
    void withAQuota() throws Exception {
        this.options.quota = 1_000_000L;
        restart();
    }

    @Test
    void whatWasPromisedToOthersIsTaken() throws Exception {
        this.client.create(600_000, "a.mov");
        HttpResponse<byte[]> answer = create(500_000);
        assertEquals(507, answer.statusCode());
        assertEquals("no-space", Client.problem(answer));
        assertEquals(201, create(400_000).statusCode());
    }

    @Test
    void whatCanNeverFitIsTooLarge() throws Exception {
        assertEquals(413, create(1_000_001).statusCode());
    }

    @Test
    void deletingMakesRoom() throws Exception {
        String asset = Client.json(this.client.send("PUT", "/v1/assets?name=a.mov", Client.noise(700_000, 1)))
            .get("id")
            .textValue();
        assertEquals(507, create(700_000).statusCode());
        this.client.send("DELETE", "/v1/assets/" + asset, null);
        assertEquals(201, create(700_000).statusCode());
    }

    @Test
    void aStreamOfUnknownLengthIsStoppedAtTheQuota() throws Exception {
        HttpResponse<byte[]> answer = this.client.send(HttpClient.newHttpClient(), "PUT", "/v1/assets?name=a.mov",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(Client.noise(1_500_000, 1))));
        assertEquals(507, answer.statusCode());
        try (var files = Files.list(this.data.resolve("uploads"))) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void aDiskThatIsNearlyFullTakesNothing() throws Exception {
        this.options.quota = null;
        this.options.margin = Files.getFileStore(this.data).getTotalSpace();
        restart();
        HttpResponse<byte[]> answer = create(1);
        assertEquals(507, answer.statusCode());
        assertTrue(Client.json(answer).get("detail").textValue().contains("room for 0 bytes"));
    }

    private HttpResponse<byte[]> create(long length) throws Exception {
        return this.client.tus("POST", "/v1/uploads", null, "Upload-Length", String.valueOf(length));
    }

}
