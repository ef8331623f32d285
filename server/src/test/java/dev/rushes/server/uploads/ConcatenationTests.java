package dev.rushes.server.uploads;

import java.net.http.HttpResponse;
import java.util.Arrays;

import dev.rushes.server.Client;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ConcatenationTests extends TusTests {

    private final byte[] bytes = Client.noise(500_000, 17);

    @Test
    void partsBecomeOneAsset() throws Exception {
        String first = partial(0, 200_000);
        String second = partial(200_000, 500_000);
        assertEquals("partial", Client.header(this.client.tus("HEAD", first, null), "Upload-Concat"));
        HttpResponse<byte[]> joined = this.client.tus("POST", "/v1/uploads", null, "Upload-Concat",
                "final;" + first + " " + this.client.uri(second), "Upload-Metadata", "filename YS5tb3Y=");
        assertEquals(201, joined.statusCode(), () -> Client.text(joined));
        assertEquals(Client.sha256(this.bytes), Client.json(joined).get("sha256").textValue());
        String upload = Client.header(joined, "Location");
        HttpResponse<byte[]> head = this.client.tus("HEAD", upload, null);
        assertEquals("final;" + first + " " + second, Client.header(head, "Upload-Concat"));
        assertEquals("500000", Client.header(head, "Upload-Length"));
        assertEquals(403, this.client.patch(upload, 500_000, new byte[1]).statusCode());
        assertEquals(404, this.client.tus("HEAD", first, null).statusCode());
        HttpResponse<byte[]> again = this.client.tus("POST", "/v1/uploads", null, "Upload-Concat",
                "final;" + first + " " + second, "Upload-Metadata", "filename YS5tb3Y=");
        assertEquals(upload, Client.header(again, "Location"), "who did not hear the answer asks once more");
        assertEquals(404, this.client.tus("POST", "/v1/uploads", null, "Upload-Concat", "final;" + second + " " + first)
            .statusCode(), "in another order it is something else");
    }

    @Test
    void partsThatAreNotWholeAreRefused() throws Exception {
        String part = Client.header(
                this.client.tus("POST", "/v1/uploads", null, "Upload-Length", "100", "Upload-Concat", "partial"),
                "Location");
        String single = this.client.create(100, "a.mov");
        for (String wrong : new String[] { part, single }) {
            assertEquals(400,
                    this.client.tus("POST", "/v1/uploads", null, "Upload-Concat", "final;" + wrong).statusCode());
        }
        assertEquals(404, this.client.tus("POST", "/v1/uploads", null, "Upload-Concat", "final;/nothing").statusCode());
        assertEquals(400,
                this.client.tus("POST", "/v1/uploads", null, "Upload-Concat", "final;" + part, "Upload-Length", "100")
                    .statusCode());
        assertEquals(400, this.client.tus("POST", "/v1/uploads", null, "Upload-Length", "1", "Upload-Concat", "some")
            .statusCode());
    }

    private String partial(int from, int to) throws Exception {
        HttpResponse<byte[]> answer = this.client.tus("POST", "/v1/uploads", Arrays.copyOfRange(this.bytes, from, to),
                "Upload-Length", String.valueOf(to - from), "Upload-Concat", "partial", "Content-Type",
                "application/offset+octet-stream");
        assertEquals(201, answer.statusCode(), () -> Client.text(answer));
        return Client.header(answer, "Location");
    }

}
