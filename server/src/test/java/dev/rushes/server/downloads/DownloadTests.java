package dev.rushes.server.downloads;

import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

import dev.rushes.server.Await;
import dev.rushes.server.Client;
import dev.rushes.server.FrontFixture;
import dev.rushes.server.RawRequest;
import dev.rushes.server.SteppedClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class DownloadTests {

    private static final String MASTER = "/v1/artefacts/art_0000000000000000000000000";

    @TempDir
    Path data;

    private final byte[] bytes = Client.noise(100_000, 29);

    private FrontFixture front;

    private Client client;

    private String content;

    @BeforeEach
    void open() throws Exception {
        this.front = new FrontFixture(this.data, new SteppedClock(), new FrontFixture.Options());
        this.client = new Client(this.front);
        var asset = Client.json(this.client.send("PUT", "/v1/assets?name=Stra%C3%9Fe%20%22a%22.mov", this.bytes));
        this.content = asset.get("href").textValue();
        Path file = this.front.storage.job("job_0000000000000000000000000").resolve("master.mov");
        Files.createDirectories(file.getParent());
        Files.write(file, this.bytes);
        String sha256 = Client.sha256(this.bytes);
        this.front.database.update((handle) -> {
            insert(handle, asset.get("id").textValue(), "0", "master", "video/quicktime",
                    "jobs/job_0000000000000000000000000/master.mov", sha256);
            insert(handle, asset.get("id").textValue(), "1", "poster", "image/jpeg",
                    "jobs/job_0000000000000000000000000/master.mov", sha256);
            insert(handle, asset.get("id").textValue(), "2", "report", "application/json", "../../etc/passwd", sha256);
        });
    }

    private static void insert(org.jdbi.v3.core.Handle handle, String asset, String end, String kind, String type,
            String path, String sha256) {
        handle.execute(
                "INSERT INTO artefacts (id, asset_id, kind, name, type, bytes, sha256, path, created)"
                        + " VALUES (?, ?, ?, 'clip.mov', ?, 100000, ?, ?, 0)",
                "art_" + "0".repeat(24) + end, asset, kind, type, sha256, path);
    }

    @AfterEach
    void close() {
        this.front.close();
    }

    @Test
    void aWholeFileComesWithNameTypeAndTag() throws Exception {
        HttpResponse<byte[]> answer = this.client.send("GET", this.content, null);
        assertArrayEquals(this.bytes, answer.body());
        assertEquals("video/quicktime", Client.header(answer, "Content-Type"));
        assertEquals("attachment; filename=\"Stra_e _a_.mov\"; filename*=UTF-8''Stra%C3%9Fe%20%22a%22.mov",
                Client.header(answer, "Content-Disposition"));
        assertEquals('"' + Client.sha256(this.bytes) + '"', Client.header(answer, "ETag"));
        assertEquals("bytes", Client.header(answer, "Accept-Ranges"));
        HttpResponse<byte[]> head = this.client.send("HEAD", this.content, null);
        assertEquals("100000", Client.header(head, "Content-Length"));
        assertEquals(0, head.body().length);
    }

    @ParameterizedTest
    @CsvSource({ "bytes=0-0, 0, 1", "bytes=99990-, 99990, 100000", "bytes=-10, 99990, 100000",
            "bytes=500-999999, 500, 100000", "bytes=-200000, 0, 100000" })
    void aRangeComesAlone(String range, int from, int to) throws Exception {
        for (String path : new String[] { this.content, MASTER }) {
            HttpResponse<byte[]> answer = this.client.send("GET", path, null, "Range", range);
            assertEquals(206, answer.statusCode());
            assertEquals("bytes %d-%d/100000".formatted(from, to - 1), Client.header(answer, "Content-Range"));
            assertArrayEquals(Arrays.copyOfRange(this.bytes, from, to), answer.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "bytes=5-2", "bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=a-b" })
    void otherRangesAreNone(String range) throws Exception {
        HttpResponse<byte[]> answer = this.client.send("GET", this.content, null, "Range", range);
        assertEquals(200, answer.statusCode());
        assertEquals(this.bytes.length, answer.body().length);
    }

    @Test
    void aRangeOutsideIsRefused() throws Exception {
        for (String range : new String[] { "bytes=100000-", "bytes=-0" }) {
            HttpResponse<byte[]> answer = this.client.send("GET", this.content, null, "Range", range);
            assertEquals(416, answer.statusCode());
            assertEquals("bytes */100000", Client.header(answer, "Content-Range"));
            assertEquals("range", Client.problem(answer));
        }
    }

    @Test
    void conditionsAreHeeded() throws Exception {
        String tag = '"' + Client.sha256(this.bytes) + '"';
        assertEquals(304, this.client.send("GET", this.content, null, "If-None-Match", "\"x\", W/" + tag).statusCode());
        assertEquals(200, this.client.send("GET", this.content, null, "If-None-Match", "\"x\"").statusCode());
        assertEquals(200, this.client.send("GET", this.content, null, "If-Match", tag).statusCode());
        assertEquals(412, this.client.send("GET", this.content, null, "If-Match", "\"x\"").statusCode());
        assertEquals(206,
                this.client.send("GET", this.content, null, "Range", "bytes=0-1", "If-Range", tag).statusCode());
        assertEquals(200,
                this.client.send("GET", this.content, null, "Range", "bytes=0-1", "If-Range", "\"x\"").statusCode());
    }

    @Test
    void thePageShowsPostersAndSavesMasters() throws Exception {
        assertEquals("attachment; filename=\"clip.mov\"; filename*=UTF-8''clip.mov",
                Client.header(this.client.send("HEAD", MASTER, null), "Content-Disposition"));
        String poster = MASTER.substring(0, MASTER.length() - 1) + "1";
        assertEquals("inline; filename=\"clip.mov\"; filename*=UTF-8''clip.mov",
                Client.header(this.client.send("HEAD", poster, null), "Content-Disposition"));
    }

    @Test
    void noPathLeadsOutAndNoFileIsHalf() throws Exception {
        assertEquals(500, this.client.send("GET", MASTER.substring(0, MASTER.length() - 1) + "2", null).statusCode());
        assertEquals(404, this.client.send("GET", "/v1/artefacts/..%2f..%2frushes.db", null).statusCode());
        Files.write(this.front.storage.job("job_0000000000000000000000000").resolve("master.mov"), new byte[10]);
        assertEquals(500, this.client.send("GET", MASTER, null).statusCode());
    }

    @Test
    void readersThatStallAreBounded() throws Exception {
        long large = 64L << 20;
        Path file = this.front.storage.job("job_0000000000000000000000000").resolve("master.mov");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(large);
        }
        this.front.database.update((handle) -> handle.execute("UPDATE artefacts SET bytes = ?", large));
        Deque<RawRequest> stalled = new ArrayDeque<>();
        try {
            for (int number = 0; number < Slots.EACH; number++) {
                RawRequest reader = new RawRequest(this.front);
                stalled.add(reader);
                reader.lines("GET " + MASTER + " HTTP/1.1", "Host: localhost", "");
                assertEquals("HTTP/1.1 200 OK", reader.status());
            }
            HttpResponse<byte[]> refused = this.client.send("GET", MASTER, null);
            assertEquals(429, refused.statusCode());
            assertEquals("too-many", Client.problem(refused));
            assertEquals("5", Client.header(refused, "Retry-After"));
            assertEquals(200, this.client.send("HEAD", MASTER, null).statusCode());
            stalled.remove().reset();
            stalled.remove().close();
            Await.until("their places are free", () -> this.client.send("GET", MASTER, null).statusCode() == 200);
        }
        finally {
            for (RawRequest reader : stalled) {
                reader.close();
            }
        }
    }

}
