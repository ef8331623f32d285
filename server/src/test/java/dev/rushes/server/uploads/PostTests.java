package dev.rushes.server.uploads;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import dev.rushes.server.Client;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PostTests extends TusTests {

    @Test
    void createsAnUpload() throws Exception {
        HttpResponse<byte[]> answer = this.client.tus("POST", "/v1/uploads", null, "Upload-Length", "100");
        assertEquals(201, answer.statusCode());
        assertEquals("1.0.0", Client.header(answer, "Tus-Resumable"));
        assertEquals("0", Client.header(answer, "Upload-Offset"));
        assertEquals("Mon, 08 Jun 2026 12:00:00 GMT", Client.header(answer, "Upload-Expires"));
        assertTrue(Client.header(answer, "Location").startsWith("/v1/uploads/upl_"));
    }

    @Test
    void takesTheFirstBytesAtOnce() throws Exception {
        byte[] bytes = Client.noise(1000, 1);
        HttpResponse<byte[]> answer = this.client.tus("POST", "/v1/uploads", bytes, "Upload-Length", "1000",
                "Content-Type", "application/offset+octet-stream", "Upload-Metadata",
                "filename " + Client.base64("Szene ü.mov".getBytes(StandardCharsets.UTF_8)));
        assertEquals(201, answer.statusCode());
        assertEquals("1000", Client.header(answer, "Upload-Offset"));
        assertEquals("Szene ü.mov", Client.json(answer).get("name").textValue());
        assertEquals(Client.sha256(bytes), Client.json(answer).get("sha256").textValue());
    }

    @Test
    void ofACreationWhoseBytesAreRefusedNothingIsLeft() throws Exception {
        for (String checksum : new String[] { "sha1 AAAA", "sha1", "rot13 AAAA", "sha1 ?" }) {
            HttpResponse<byte[]> answer = this.client.tus("POST", "/v1/uploads", Client.noise(1000, 1), "Upload-Length",
                    "1000", "Content-Type", "application/offset+octet-stream", "Upload-Checksum", checksum);
            assertEquals(checksum.equals("sha1 AAAA") ? 460 : 400, answer.statusCode());
            long rows = this.front.database
                .read((handle) -> handle.createQuery("SELECT COUNT(*) FROM uploads").mapTo(Long.class).one());
            assertEquals(0, rows, "nobody was told where it is, and it would keep its room for days");
            assertEquals(0, TusTests.size(this.data.resolve("uploads")));
        }
    }

    @Test
    void anotherVersionIsRefusedWithOurs() throws Exception {
        HttpResponse<byte[]> answer = this.client.send("POST", "/v1/uploads", null, "Upload-Length", "1",
                "Tus-Resumable", "0.2.2");
        assertEquals(412, answer.statusCode());
        assertEquals("1.0.0", Client.header(answer, "Tus-Version"));
        assertEquals("tus-version", Client.problem(answer));
    }

    @Test
    void anEmptyFileIsRefused() throws Exception {
        HttpResponse<byte[]> answer = this.client.tus("POST", "/v1/uploads", null, "Upload-Length", "0");
        assertEquals(400, answer.statusCode());
        assertEquals("empty", Client.problem(answer));
    }

    @Test
    void lengthsThatAreNoneAreRefused() throws Exception {
        for (String length : new String[] { "-1", "x", "1.5", "99999999999999999999" }) {
            assertEquals(400, this.client.tus("POST", "/v1/uploads", null, "Upload-Length", length).statusCode());
        }
        assertEquals(400, this.client.tus("POST", "/v1/uploads", null).statusCode());
        assertEquals(400, this.client.tus("POST", "/v1/uploads", null, "Upload-Length", "1", "Upload-Defer-Length", "1")
            .statusCode());
    }

    @Test
    void metadataIsChecked() throws Exception {
        for (String wrong : new String[] { "filename ***", "filename YQ==,filename YQ==", ",",
                "k " + "A".repeat(9000) }) {
            HttpResponse<byte[]> answer = this.client.tus("POST", "/v1/uploads", null, "Upload-Length", "5",
                    "Upload-Metadata", wrong);
            assertEquals(400, answer.statusCode(), wrong);
            assertEquals("invalid", Client.problem(answer));
        }
    }

    @Test
    void oneKeyCannotBeginWithoutEnd() throws Exception {
        this.front.database.update((handle) -> {
            for (int i = 0; i < 1000; i++) {
                handle
                    .execute(
                            "INSERT INTO uploads (id, name, metadata, bytes, received, kind, owner, created, expires)"
                                    + " VALUES (?, 'a', '', 5, 0, 'single', 'local', 0, ?)",
                            "upl_" + i, Long.MAX_VALUE);
            }
        });
        HttpResponse<byte[]> answer = this.client.tus("POST", "/v1/uploads", null, "Upload-Length", "5");
        assertEquals(429, answer.statusCode());
        assertEquals("too-many", Client.problem(answer));
    }

}
