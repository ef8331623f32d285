package dev.rushes.server.http;

import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

import dev.rushes.server.Client;
import dev.rushes.server.FrontFixture;
import dev.rushes.server.RawRequest;
import dev.rushes.server.SteppedClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Heads that two readers could read in two ways. */
class FramingTests {

    @TempDir
    private Path data;

    private FrontFixture front;

    @BeforeEach
    void open() {
        this.front = new FrontFixture(this.data, new SteppedClock(), new FrontFixture.Options());
    }

    @AfterEach
    void close() {
        this.front.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "POST /v1/session|Host: localhost|Content-Length: 4|Content-Length: 5",
            "POST /v1/session|Host: localhost|Content-Length: 4|Content-Length: 4",
            "POST /v1/session|Host: localhost|Content-Length: +4",
            "POST /v1/session|Host: localhost|Content-Length: -1",
            "POST /v1/session|Host: localhost|Transfer-Encoding: xchunked",
            "POST /v1/session|Host: localhost|Transfer-Encoding: chunked, identity",
            "POST /v1/session|Host: localhost|Transfer-Encoding: chunked|Transfer-Encoding: chunked",
            "POST /v1/session|Host: localhost|Transfer-Encoding : chunked",
            "GET /v1/assets|Host: localhost|Host: evil.example", "GET /v1/assets|Host: evil.example|Host: localhost",
            "GET http://evil.example/v1/assets|Host: localhost", "CONNECT localhost:22|Host: localhost",
            "GET /v1/assets|Host: localhost|Transfer-Encoding: chunked", "GET /v1/assets?q=%00|Host: localhost" })
    void areRefusedAndTheConnectionIsClosed(String head) throws Exception {
        String[] lines = head.split("\\|");
        lines[0] += " HTTP/1.1";
        try (RawRequest request = new RawRequest(this.front)) {
            // what would be a second request to somebody else
            String answer = request.lines(lines)
                .lines("", "0", "", "GET /v1/assets HTTP/1.1", "Host: localhost", "")
                .answer();
            assertTrue(answer.startsWith("HTTP/1.1 400 ") || answer.startsWith("HTTP/1.0 400 "), answer);
            assertEquals(0, answer.lastIndexOf("HTTP/1."), answer);
        }
    }

    @Test
    void whatFollowsAMisunderstandingIsNoRequest() throws Exception {
        try (RawRequest request = new RawRequest(this.front)) {
            String answer = request
                .lines("POST /v1/session HTTP/1.1", "Host: localhost", "Transfer-Encoding: xchunked", "",
                        "POST /v1/uploads HTTP/1.1", "Host: localhost", "Tus-Resumable: 1.0.0", "Upload-Length: 5", "")
                .answer();
            assertTrue(answer.startsWith("HTTP/1.1 400 Bad Request"), answer);
            assertEquals(0, answer.lastIndexOf("HTTP/1."), answer);
        }
        assertEquals(0, uploads());
    }

    @Test
    void aLengthBesideChunksCountsForNothingAndNothingComesAfterThem() throws Exception {
        try (RawRequest request = new RawRequest(this.front)) {
            String answer = request
                .lines("POST /v1/session HTTP/1.1", "Host: localhost", "Content-Length: 6",
                        "Transfer-Encoding: chunked", "", "0", "")
                .lines("POST /v1/uploads HTTP/1.1", "Host: localhost", "Tus-Resumable: 1.0.0", "Upload-Length: 5", "")
                .answer();
            assertTrue(answer.startsWith("HTTP/1.1 400 Bad Request"), answer);
            assertTrue(answer.toLowerCase(Locale.ROOT).contains("connection: close"), answer);
            assertEquals(0, answer.lastIndexOf("HTTP/1.1 "), answer);
        }
        assertEquals(0, uploads());
    }

    @ParameterizedTest
    @ValueSource(strings = { "zz", "-1", "10000000000000000", "", "5 5", "0x5", "5\r\nabcdefgh" })
    void chunksThatCannotBeReadAreAnswered(String chunk) throws Exception {
        String[] head = { "POST /v1/session HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked", "" };
        String[] body = { "7", "{\"key\":", chunk, "GET /v1/assets HTTP/1.1", "Host: localhost", "" };
        try (RawRequest once = new RawRequest(this.front); RawRequest later = new RawRequest(this.front)) {
            once.lines(Stream.concat(Stream.of(head), Stream.of(body)).toArray(String[]::new));
            later.lines(head).lines(body[0], body[1]);
            assertRefused(once.answer());
            assertRefused(later.lines(body[2], body[3], body[4], body[5]).answer());
        }
    }

    @Test
    void whatCameOfAnUploadBeforeABrokenChunkStays() throws Exception {
        Client client = new Client(this.front);
        String upload = client.create(300_000, "a.mov");
        try (RawRequest request = new RawRequest(this.front)) {
            assertRefused(request
                .lines("PATCH " + upload + " HTTP/1.1", "Host: localhost", "Tus-Resumable: 1.0.0", "Upload-Offset: 0",
                        "Content-Type: application/offset+octet-stream", "Transfer-Encoding: chunked", "", "3e8")
                .bytes(new byte[1000])
                .lines("", "zz", "", "")
                .answer());
        }
        assertEquals(1000, client.offset(upload));
        try (RawRequest request = new RawRequest(this.front)) {
            assertRefused(request
                .lines("PUT /v1/assets?name=a.mov HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked", "", "3e8")
                .bytes(new byte[1000])
                .lines("", "zz", "", "")
                .answer());
        }
        assertEquals(1, uploads());
        assertEquals(0, client.json("/v1/assets").get("assets").size());
    }

    private static void assertRefused(String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 400 Bad Request"), answer);
        assertTrue(answer.contains("urn:rushes:problem:invalid") && answer.contains("chunk"), answer);
        assertEquals(0, answer.lastIndexOf("HTTP/1.1 "), answer);
    }

    private int uploads() {
        return this.front.database
            .read((handle) -> handle.createQuery("SELECT COUNT(*) FROM uploads").mapTo(Integer.class).one());
    }

    @Test
    void chunksAreTheLastOnTheirConnectionWithoutABodyInTheAnswerToo() throws Exception {
        try (RawRequest request = new RawRequest(this.front)) {
            String answer = request
                .lines("DELETE /v1/session HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked", "", "0", "")
                .answer();
            assertTrue(answer.startsWith("HTTP/1.1 204 "), answer);
        }
    }

}
