package dev.rushes.server.uploads;

import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;

import dev.rushes.server.Await;
import dev.rushes.server.Client;
import dev.rushes.server.RawRequest;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Clients, networks and servers die; uploads go on. */
class ResumeTests extends TusTests {

    private final byte[] bytes = Client.noise(3_000_000, 11);

    @Test
    void goesOnAfterTheServerWasClosedAndOpened() throws Exception {
        String upload = this.client.create(this.bytes.length, "a.mov");
        this.client.patch(upload, 0, Arrays.copyOf(this.bytes, 1_234_567));
        restart();
        assertEquals(1_234_567, this.client.offset(upload));
        whole(upload, 1_234_567);
    }

    @Test
    void isCutFiftyTimesAtRandomPlaces() throws Exception {
        Random random = new Random(5);
        String upload = this.client.create(this.bytes.length, "a.mov");
        int offset = 0;
        for (int cut = 0; cut < 50; cut++) {
            int most = Math.min(this.bytes.length - offset - 1, 100_000);
            begin(upload, offset, random.nextInt(most + 1), cut % 2 == 0);
            Await.until("the server has noticed", () -> this.front.uploads.transfers() == 0);
            int now = (int) this.client.offset(upload);
            assertTrue(now >= offset, "it went back from " + offset + " to " + now);
            offset = now;
        }
        assertTrue(offset > 100_000, "nothing was kept: " + offset);
        whole(upload, offset);
    }

    private void begin(String upload, int offset, int sent, boolean reset) throws Exception {
        try (RawRequest request = new RawRequest(this.front)) {
            head(request, upload, offset, this.bytes.length - offset);
            request.bytes(Arrays.copyOfRange(this.bytes, offset, offset + sent));
            Await.until("the server reads", () -> this.front.uploads.transfers() == 1);
            if (reset) {
                request.reset();
            }
        }
    }

    static RawRequest head(RawRequest request, String upload, int offset, int length) throws Exception {
        return request.lines("PATCH " + upload + " HTTP/1.1", "Host: localhost", "Tus-Resumable: 1.0.0",
                "Content-Type: application/offset+octet-stream", "Upload-Offset: " + offset,
                "Content-Length: " + length, "");
    }

    @Test
    void aServerThatIsStoppedKeepsWhatHasCome() throws Exception {
        String upload = this.client.create(this.bytes.length, "a.mov");
        try (RawRequest request = new RawRequest(this.front)) {
            head(request, upload, 0, this.bytes.length).bytes(Arrays.copyOf(this.bytes, 2_000_000));
            Await.until("the server writes", () -> this.front.uploads.transfers() == 1);
            Await.until("bytes are written", () -> TusTests.size(this.data.resolve("uploads")) >= 1_000_000);
            restart();
        }
        int offset = (int) this.client.offset(upload);
        assertTrue(offset >= 1_000_000, "kept " + offset);
        whole(upload, offset);
    }

    @Test
    void whatWasNotProvenToBeOnTheDiskIsThrownAway() throws Exception {
        String upload = this.client.create(this.bytes.length, "a.mov");
        this.client.patch(upload, 0, Arrays.copyOf(this.bytes, 1_000_000));
        close();
        try (OutputStream garbage = Files.newOutputStream(part(), StandardOpenOption.APPEND)) {
            garbage.write(new byte[500_000]);
        }
        open();
        assertEquals(1_000_000, this.client.offset(upload));
        whole(upload, 1_000_000);
    }

    @Test
    void aFileThatLostBytesIsNotGoneOnWith() throws Exception {
        String upload = this.client.create(this.bytes.length, "a.mov");
        this.client.patch(upload, 0, Arrays.copyOf(this.bytes, 1_000_000));
        close();
        Files.write(part(), new byte[10]);
        open();
        assertEquals(404, this.client.tus("HEAD", upload, null).statusCode());
    }

    @Test
    void aCrashBetweenTheLastByteAndTheAssetIsMadeGood() throws Exception {
        String upload = this.client.create(this.bytes.length, "a.mov");
        String id = upload.substring(upload.lastIndexOf('/') + 1);
        this.client.patch(upload, 0, Arrays.copyOf(this.bytes, this.bytes.length - 1));
        close();
        Files.write(part(), this.bytes);
        open();
        // as if the crash had come after the last bytes were counted
        this.front.database.update((handle) -> handle.execute("UPDATE uploads SET received = bytes WHERE id = ?", id));
        Files.write(part(), this.bytes);
        restart();
        // nobody is told that all is there before it is footage
        String asset = Client.header(this.client.tus("HEAD", upload, null), "Rushes-Asset");
        assertEquals(Client.sha256(this.bytes), this.client.json("/v1/assets/" + asset).get("sha256").textValue());
    }

    @Test
    void whatCouldNotBeStoredIsNotDoneUntilItIs() throws Exception {
        String upload = this.client.create(this.bytes.length, "a.mov");
        this.front.database.update((handle) -> handle.execute("ALTER TABLE assets RENAME TO elsewhere"));
        assertTrue(this.client.patch(upload, 0, this.bytes).statusCode() >= 500, "all bytes are there, and no asset");
        assertEquals(423, this.client.tus("HEAD", upload, null).statusCode(), "it must not be taken for done");
        this.front.database.update((handle) -> handle.execute("ALTER TABLE elsewhere RENAME TO assets"));
        String asset = Client.header(this.client.tus("HEAD", upload, null), "Rushes-Asset");
        assertEquals(Client.sha256(this.bytes), this.client.json("/v1/assets/" + asset).get("sha256").textValue());
    }

    @Test
    void aFileThatIsGoneBeforeItIsMovedMakesNoFootage() throws Exception {
        String upload = this.client.create(this.bytes.length, "a.mov");
        String id = upload.substring(upload.lastIndexOf('/') + 1);
        String sha256 = Client.sha256(this.bytes);
        this.front.database.update(
                (handle) -> handle.execute("UPDATE uploads SET received = bytes, sha256 = ? WHERE id = ?", sha256, id));
        assertEquals(404, this.client.tus("HEAD", upload, null).statusCode());
        restart();
        assertEquals(404, this.client.tus("HEAD", upload, null).statusCode());
        assertFalse(Files.exists(this.front.storage.blob(sha256)));
        assertEquals(0, this.client.json("/v1/assets").get("assets").size());
    }

    @Test
    void whoeverComesWhileTheServerStopsIsToldSo() throws Exception {
        String upload = this.client.create(this.bytes.length, "a.mov");
        this.front.uploads.stop();
        HttpResponse<byte[]> refused = this.client.patch(upload, 0, this.bytes);
        assertEquals(503, refused.statusCode());
        assertEquals("stopping", Client.problem(refused));
        assertEquals(0, this.client.offset(upload));
    }

    @Test
    void aCrashWhileTheFileMovesIsMadeGood() throws Exception {
        String sha256 = Client.sha256(this.bytes);
        for (int step = 0; step < 3; step++) {
            String upload = this.client.create(this.bytes.length, "a.mov");
            String id = upload.substring(upload.lastIndexOf('/') + 1);
            this.front.database.update((handle) -> handle
                .execute("UPDATE uploads SET received = bytes, sha256 = ? WHERE id = ?", sha256, id));
            Path blob = this.front.storage.blob(sha256);
            Path staging = blob.resolveSibling("." + id);
            close();
            Path[] places = { this.data.resolve("uploads/" + id + ".part"), staging.resolve("a.mov"),
                    blob.resolve("a.mov") };
            Files.createDirectories(places[step].getParent());
            Files.write(places[step], this.bytes);
            open();
            String asset = this.client.json(upload).get("asset").get("id").textValue();
            assertEquals(sha256,
                    Client.sha256(this.client.send("GET", "/v1/assets/" + asset + "/content", null).body()));
            assertFalse(Files.exists(staging));
            assertEquals(204, this.client.send("DELETE", "/v1/assets/" + asset, null).statusCode());
            assertFalse(Files.exists(blob));
        }
    }

    private Path part() throws Exception {
        try (var files = Files.list(this.data.resolve("uploads"))) {
            return files.findFirst().orElseThrow();
        }
    }

    private void whole(String upload, int offset) throws Exception {
        HttpResponse<byte[]> last = rest(upload, offset);
        while (last.statusCode() == 409 || last.statusCode() == 423) {
            // a writer that was cut is only now noticed
            last = rest(upload, (int) this.client.offset(upload));
        }
        assertEquals(204, last.statusCode(), Client.text(last));
        assertEquals(Client.sha256(this.bytes),
                this.client.json("/v1/assets/" + Client.header(last, "Rushes-Asset")).get("sha256").textValue());
    }

    private HttpResponse<byte[]> rest(String upload, int offset) throws Exception {
        return this.client.patch(upload, offset, Arrays.copyOfRange(this.bytes, offset, this.bytes.length));
    }

}
