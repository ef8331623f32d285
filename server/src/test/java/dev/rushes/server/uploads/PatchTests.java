package dev.rushes.server.uploads;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.zip.CRC32;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.server.Client;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class PatchTests extends TusTests {

    private final byte[] bytes = Client.noise(300_000, 7);

    @Test
    void theLastByteMakesTheAsset() throws Exception {
        String upload = this.client.create(300_000, "Rolle 3.mov");
        assertEquals("100000", Client.header(patch(upload, 0, 100_000), "Upload-Offset"));
        HttpResponse<byte[]> last = patch(upload, 100_000, 300_000);
        assertEquals(204, last.statusCode());
        JsonNode asset = this.client.json("/v1/assets/" + Client.header(last, "Rushes-Asset"));
        assertEquals("Rolle 3.mov", asset.get("name").textValue());
        assertEquals(300_000, asset.get("size").intValue());
        assertEquals(Client.sha256(this.bytes), asset.get("sha256").textValue());
        assertEquals("probing", asset.get("state").textValue());
        assertArrayEquals(this.bytes, this.client.send("GET", asset.get("href").textValue(), null).body());
    }

    @Test
    void bytesOutOfOrderAreRefused() throws Exception {
        String upload = this.client.create(300_000, "a.mov");
        patch(upload, 0, 1000);
        for (int offset : new int[] { 0, 999, 1001 }) {
            HttpResponse<byte[]> answer = this.client.patch(upload, offset, Client.noise(10, 1));
            assertEquals(409, answer.statusCode());
            assertEquals("conflict", Client.problem(answer));
        }
        assertEquals(1000, this.client.offset(upload));
    }

    @Test
    void moreThanAnnouncedIsRefused() throws Exception {
        String upload = this.client.create(1000, "a.mov");
        assertEquals(413, patch(upload, 0, 1001).statusCode());
        assertEquals(0, this.client.offset(upload));
    }

    @Test
    void anotherContentTypeIsRefused() throws Exception {
        String upload = this.client.create(1000, "a.mov");
        assertEquals(415,
                this.client.tus("PATCH", upload, this.bytes, "Upload-Offset", "0", "Content-Type", "text/plain")
                    .statusCode());
    }

    @Test
    void allChecksumsAreProven() throws Exception {
        byte[] part = Arrays.copyOf(this.bytes, 1000);
        CRC32 crc = new CRC32();
        crc.update(part);
        String[] right = { "sha1 " + Client.base64(Client.digest("SHA-1", part)),
                "sha256 " + Client.base64(Client.digest("SHA-256", part)),
                "md5 " + Client.base64(Client.digest("MD5", part)),
                "crc32 " + Client.base64(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array()) };
        for (String checksum : right) {
            String upload = this.client.create(1000, "a.mov");
            assertEquals(204, this.client.patch(upload, 0, part, "Upload-Checksum", checksum).statusCode(), checksum);
        }
        for (String checksum : new String[] { "sha1", "sha3 AAAA", "sha1 ***" }) {
            String upload = this.client.create(1000, "a.mov");
            HttpResponse<byte[]> answer = this.client.patch(upload, 0, part, "Upload-Checksum", checksum);
            assertEquals(400, answer.statusCode(), checksum);
        }
    }

    @Test
    void ofAWrongChecksumNothingIsKept() throws Exception {
        String upload = this.client.create(300_000, "a.mov");
        patch(upload, 0, 100_000);
        HttpResponse<byte[]> answer = this.client.patch(upload, 100_000, new byte[200_000], "Upload-Checksum",
                "sha1 " + Client.base64(Client.digest("SHA-1", this.bytes)));
        assertEquals(460, answer.statusCode());
        assertEquals("checksum-mismatch", Client.problem(answer));
        assertEquals(100_000, this.client.offset(upload));
        try (var files = Files.list(this.data.resolve("uploads"))) {
            assertEquals(100_000, Files.size(files.findFirst().orElseThrow()));
        }
        // and the fingerprint has forgotten it too
        HttpResponse<byte[]> last = patch(upload, 100_000, 300_000);
        assertEquals(Client.sha256(this.bytes),
                this.client.json("/v1/assets/" + Client.header(last, "Rushes-Asset")).get("sha256").textValue());
    }

    @Test
    void aLengthMayComeLater() throws Exception {
        HttpResponse<byte[]> created = this.client.tus("POST", "/v1/uploads", null, "Upload-Defer-Length", "1");
        String upload = Client.header(created, "Location");
        patch(upload, 0, 1000);
        assertEquals("1", Client.header(this.client.tus("HEAD", upload, null), "Upload-Defer-Length"));
        assertEquals(400, this.client.patch(upload, 1000, new byte[0], "Upload-Length", "999").statusCode());
        HttpResponse<byte[]> last = this.client.patch(upload, 1000, Arrays.copyOfRange(this.bytes, 1000, 2000),
                "Upload-Length", "2000");
        assertEquals(204, last.statusCode());
        assertEquals(Client.sha256(Arrays.copyOf(this.bytes, 2000)),
                this.client.json("/v1/assets/" + Client.header(last, "Rushes-Asset")).get("sha256").textValue());
    }

    @Test
    void aLengthThatWasSaidStays() throws Exception {
        String upload = this.client.create(1000, "a.mov");
        assertEquals(400, this.client.patch(upload, 0, new byte[10], "Upload-Length", "2000").statusCode());
    }

    @Test
    void sameContentIsStoredOnce() throws Exception {
        String first = Client.header(this.client.patch(this.client.create(300_000, "a.mov"), 0, this.bytes),
                "Rushes-Asset");
        String second = Client.header(this.client.patch(this.client.create(300_000, "b.mov"), 0, this.bytes),
                "Rushes-Asset");
        String sha256 = Client.sha256(this.bytes);
        try (var files = Files.walk(this.data.resolve("blobs")).filter(Files::isRegularFile)) {
            assertEquals(1, files.count());
        }
        this.client.send("DELETE", "/v1/assets/" + first, null);
        assertArrayEquals(this.bytes, this.client.send("GET", "/v1/assets/" + second + "/content", null).body());
        this.client.send("DELETE", "/v1/assets/" + second, null);
        assertEquals(false, Files.exists(this.front.storage.blob(sha256)));
    }

    private HttpResponse<byte[]> patch(String upload, int from, int to) throws Exception {
        return this.client.patch(upload, from, Arrays.copyOfRange(this.bytes, from, to));
    }

}
