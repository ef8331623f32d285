package dev.rushes.server.downloads;

import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

import dev.rushes.server.Await;
import dev.rushes.server.Client;
import dev.rushes.server.FrontFixture;
import dev.rushes.server.RawRequest;
import dev.rushes.server.SteppedClock;
import dev.rushes.server.http.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    @ValueSource(strings = { "bytes=5-2", "bytes=0-99999,0-0", "bytes=0-1,x", "lines=1-2", "bytes=-", "bytes=a-b" })
    void otherRangesAreNone(String range) throws Exception {
        HttpResponse<byte[]> answer = this.client.send("GET", this.content, null, "Range", range);
        assertEquals(200, answer.statusCode());
        assertEquals(this.bytes.length, answer.body().length);
    }

    @ParameterizedTest
    @ValueSource(strings = { "bytes=0-1,5-6", "bytes=0-1, ,5-6,200000-", "bytes=99990-,-5,70000-89999" })
    void severalRangesComeAsParts(String range) throws Exception {
        HttpResponse<byte[]> answer = this.client.send("GET", MASTER, null, "Range", range);
        assertEquals(206, answer.statusCode());
        String type = Client.header(answer, "Content-Type");
        String boundary = "--" + type.substring("multipart/byteranges; boundary=".length());
        String body = new String(answer.body(), StandardCharsets.ISO_8859_1);
        assertEquals(String.valueOf(answer.body().length), Client.header(answer, "Content-Length"));
        String[] parts = body.split("\r\n" + boundary);
        assertEquals("", parts[0]);
        assertEquals("--\r\n", parts[parts.length - 1]);
        List<ByteRange> ranges = ByteRange.parse(range, this.bytes.length);
        assertEquals(ranges.size(), parts.length - 2);
        for (int number = 0; number < ranges.size(); number++) {
            ByteRange part = ranges.get(number);
            String head = "\r\nContent-Type: video/quicktime\r\nContent-Range: %s\r\n\r\n"
                .formatted(part.header(this.bytes.length));
            String content = new String(this.bytes, (int) part.from(), (int) part.length(),
                    StandardCharsets.ISO_8859_1);
            assertEquals(head + content, parts[number + 1]);
        }
    }

    @Test
    void tooManyRangesAreNoneAndOneOfSeveralThatIsThereComesAlone() throws Exception {
        String many = "bytes=" + "1-1,".repeat(ByteRange.MOST);
        assertEquals(206, this.client.send("GET", MASTER, null, "Range", many).statusCode());
        assertEquals(200, this.client.send("GET", MASTER, null, "Range", many + "2-2").statusCode());
        HttpResponse<byte[]> one = this.client.send("GET", MASTER, null, "Range", "bytes=200000-,5-6");
        assertEquals("bytes 5-6/100000", Client.header(one, "Content-Range"));
        assertEquals(2, one.body().length);
        assertEquals(416, this.client.send("GET", MASTER, null, "Range", "bytes=200000-,300000-").statusCode());
        assertEquals(200, this.client.send("HEAD", MASTER, null, "Range", "bytes=0-1").statusCode());
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

    @ParameterizedTest
    @ValueSource(strings = { "Range: bytes=0-", "Range: bytes=0-9,10-60000000", "X: whole" })
    void aRevokedKeyGetsNoMore(String header) throws Exception {
        large(64L << 20);
        String key = this.front.keys.create("test", "leaver", Scope.READ);
        String stays = this.front.keys.create("test", "stayer", Scope.READ);
        try (RawRequest stalled = new RawRequest(this.front); RawRequest other = new RawRequest(this.front)) {
            stalled.lines("GET " + MASTER + " HTTP/1.1", "Host: localhost", "Authorization: Bearer " + key, header, "");
            other.lines("GET " + MASTER + " HTTP/1.1", "Host: localhost", "Authorization: Bearer " + stays, header, "");
            assertTrue(stalled.status().startsWith("HTTP/1.1 20"));
            assertTrue(other.status().startsWith("HTTP/1.1 20"));
            this.front.keys.revoke("test", "leaver");
            Await.until("it is cut off", stalled::cut);
            assertTrue(other.answer(60_000_000));
        }
    }

    @Test
    void whoGoesAwayIsNotWorthALine() throws Exception {
        large(64L << 20);
        List<String> logged = Collections.synchronizedList(new ArrayList<>());
        Handler listener = new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord event) {
                logged.add(event.getMessage());
            }
        };
        Logger.getLogger("").addHandler(listener);
        try {
            for (String header : new String[] { "X: whole", "Range: bytes=0-9,10-60000000" }) {
                RawRequest reader = new RawRequest(this.front);
                reader.lines("GET " + MASTER + " HTTP/1.1", "Host: localhost", header, "");
                assertTrue(reader.status().startsWith("HTTP/1.1 20"));
                reader.reset();
            }
            Await.until("both are given up", () -> this.front.downloads().isEmpty());
            assertEquals(List.of(), logged);
        }
        finally {
            Logger.getLogger("").removeHandler(listener);
        }
    }

    private void large(long bytes) throws Exception {
        Path file = this.front.storage.job("job_0000000000000000000000000").resolve("master.mov");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(bytes);
        }
        this.front.database.update((handle) -> handle.execute("UPDATE artefacts SET bytes = ?", bytes));
    }

    @Test
    void readersThatStallAreBounded() throws Exception {
        large(64L << 20);
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
