package dev.rushes.server.keys;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import dev.rushes.models.Problem;
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
import picocli.CommandLine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class KeyTests {

    private static final String STORE = "--data /srv/rushes";

    @TempDir
    Path data;

    private final SteppedClock clock = new SteppedClock();

    private FrontFixture front;

    private Client client;

    private String database;

    /** A database's URL, or null for SQLite. */
    String database() {
        return null;
    }

    @BeforeEach
    void open() {
        FrontFixture.Options options = new FrontFixture.Options();
        if (this.database == null) {
            this.database = database();
        }
        options.database = this.database;
        options.exposure = Exposure.NETWORK;
        this.front = new FrontFixture(this.data, this.clock, options);
        this.client = new Client(this.front);
    }

    @AfterEach
    void close() {
        this.front.close();
    }

    @Test
    void withoutAKeyNothingIsShown() throws Exception {
        HttpResponse<byte[]> answer = this.client.send("GET", "/v1/assets", null);
        assertEquals(401, answer.statusCode());
        assertEquals("unauthorized", Client.problem(answer));
        assertEquals("Bearer realm=\"rushes\"", Client.header(answer, "WWW-Authenticate"));
    }

    @Test
    void scopesAreHeeded() throws Exception {
        String read = this.front.keys.create("test", "looker", Scope.READ);
        String submit = this.front.keys.create("test", "cutter", Scope.SUBMIT);
        String other = this.front.keys.create("test", "other", Scope.SUBMIT);
        String admin = this.front.keys.create("test", "boss", Scope.ADMIN);
        assertEquals(200, get("/v1/assets", read).statusCode());
        HttpResponse<byte[]> refused = put(read);
        assertEquals(403, refused.statusCode());
        assertEquals("forbidden", Client.problem(refused));
        String mine = "/v1/assets/" + Client.json(put(submit)).get("id").textValue();
        String theirs = "/v1/assets/" + Client.json(put(other)).get("id").textValue();
        assertEquals(403, this.client.send("DELETE", theirs, null, "Authorization", "Bearer " + submit).statusCode());
        assertEquals(204, this.client.send("DELETE", mine, null, "Authorization", "Bearer " + submit).statusCode());
        assertEquals(204, this.client.send("DELETE", theirs, null, "Authorization", "Bearer " + admin).statusCode());
    }

    @Test
    void anUploadIsItsOwners() throws Exception {
        String one = this.front.keys.create("test", "one", Scope.SUBMIT);
        String two = this.front.keys.create("test", "two", Scope.SUBMIT);
        String upload = Client.header(
                this.client.tus("POST", "/v1/uploads", null, "Upload-Length", "10", "Authorization", "Bearer " + one),
                "Location");
        assertEquals(200, this.client.tus("HEAD", upload, null, "Authorization", "Bearer " + one).statusCode());
        assertEquals(404, this.client.tus("HEAD", upload, null, "Authorization", "Bearer " + two).statusCode());
        assertEquals(404, this.client.tus("DELETE", upload, null, "Authorization", "Bearer " + two).statusCode());
    }

    @Test
    void aRevokedKeyIsWrongAtOnce() throws Exception {
        String key = this.front.keys.create("test", "gone", Scope.READ);
        assertEquals(200, get("/v1/assets", key).statusCode());
        this.front.keys.revoke("test", "gone");
        assertEquals(401, get("/v1/assets", key).statusCode());
        assertThrows(Problem.class, () -> this.front.keys.create("test", "gone", Scope.READ));
    }

    @Test
    void whatComesInWithARevokedKeyEndsAndStays() throws Exception {
        String leaver = this.front.keys.create("test", "leaver", Scope.SUBMIT);
        String stayer = this.front.keys.create("test", "stayer", Scope.SUBMIT);
        String boss = this.front.keys.create("test", "boss", Scope.ADMIN);
        String theirs = begin(leaver);
        try (RawRequest cut = patch(theirs, leaver);
                RawRequest other = patch(begin(stayer), stayer);
                RawRequest stream = new RawRequest(this.front)) {
            stream
                .lines("PUT /v1/assets?name=a.mov HTTP/1.1", "Host: localhost", "Authorization: Bearer " + leaver,
                        "Content-Length: 300000", "")
                .bytes(new byte[1000]);
            Await.until("three are sent", () -> this.front.uploads.transfers() == 3);
            this.front.keys.revoke("test", "leaver");
            for (RawRequest request : List.of(cut, stream)) {
                String answer = request.answer();
                assertTrue(answer.startsWith("HTTP/1.1 401 Unauthorized") && answer.contains("was revoked"), answer);
            }
            assertEquals("204", other.bytes(new byte[299_000]).status().split(" ")[1]);
        }
        assertEquals("1000", Client.header(this.client.tus("HEAD", theirs, null, "Authorization", "Bearer " + boss),
                "Upload-Offset"));
        assertEquals(1, Client.json(get("/v1/assets", boss)).get("assets").size());
    }

    private String begin(String key) throws Exception {
        return Client.header(this.client.tus("POST", "/v1/uploads", null, "Upload-Length", "300000", "Authorization",
                "Bearer " + key), "Location");
    }

    private RawRequest patch(String upload, String key) throws Exception {
        return new RawRequest(this.front)
            .lines("PATCH " + upload + " HTTP/1.1", "Host: localhost", "Authorization: Bearer " + key,
                    "Tus-Resumable: 1.0.0", "Upload-Offset: 0", "Content-Type: application/offset+octet-stream",
                    "Content-Length: 300000", "")
            .bytes(new byte[1000]);
    }

    @Test
    void whoGuessesHasToWait() throws Exception {
        String right = this.front.keys.create("test", "right", Scope.READ);
        for (int i = 0; i < 20; i++) {
            assertEquals(401, get("/v1/assets", "rsh_" + "A".repeat(43)).statusCode());
        }
        HttpResponse<byte[]> answer = get("/v1/assets", "rsh_" + "B".repeat(43));
        assertEquals(429, answer.statusCode());
        assertEquals("60", Client.header(answer, "Retry-After"));
        // many may share the address, and whoever guesses must not lock them out
        assertEquals(200, get("/v1/assets", right).statusCode());
        this.clock.step(Duration.ofSeconds(61));
        assertEquals(401, get("/v1/assets", "rsh_" + "B".repeat(43)).statusCode());
    }

    @Test
    void aBrowserShowsItsKeyOnce() throws Exception {
        String key = this.front.keys.create("test", "page", Scope.SUBMIT);
        HttpResponse<byte[]> login = this.client.send("POST", "/v1/session",
                "{\"key\":\"%s\"}".formatted(key).getBytes(StandardCharsets.UTF_8));
        assertEquals(204, login.statusCode());
        String cookie = Client.header(login, "Set-Cookie");
        assertTrue(cookie.endsWith("; HttpOnly; SameSite=Strict"), cookie);
        assertFalse(cookie.contains(key));
        String pair = cookie.substring(0, cookie.indexOf(';'));
        HttpResponse<byte[]> who = this.client.send("GET", "/v1/session", null, "Cookie", pair);
        assertEquals("{\"name\":\"page\",\"scope\":\"submit\"}", Client.text(who));
        // it outlives a restart, and not its end, its key, or a changed letter
        close();
        open();
        assertEquals(200, this.client.send("GET", "/v1/session", null, "Cookie", pair).statusCode());
        String forged = pair.substring(0, pair.length() - 1) + (pair.endsWith("A") ? "B" : "A");
        assertEquals(401, this.client.send("GET", "/v1/session", null, "Cookie", forged).statusCode());
        this.clock.step(Duration.ofDays(31));
        assertEquals(401, this.client.send("GET", "/v1/session", null, "Cookie", pair).statusCode());
    }

    @Test
    void aCookieThatCameByTlsGoesByNothingElse() throws Exception {
        byte[] login = "{\"key\":\"%s\"}".formatted(this.front.keys.create("test", "page", Scope.SUBMIT))
            .getBytes(StandardCharsets.UTF_8);
        for (String method : List.of("POST", "DELETE")) {
            for (String scheme : List.of("https", "HTTPS", "https, http")) {
                String cookie = Client.header(this.client.send(method, "/v1/session",
                        method.equals("POST") ? login : null, "X-Forwarded-Proto", scheme), "Set-Cookie");
                assertTrue(cookie.endsWith("; Secure"), method + " by " + scheme + ": " + cookie);
            }
            for (String scheme : List.of("http", "http, https", "ftp", "https://", " ")) {
                String cookie = Client.header(this.client.send(method, "/v1/session",
                        method.equals("POST") ? login : null, "X-Forwarded-Proto", scheme), "Set-Cookie");
                assertFalse(cookie.contains("Secure"), method + " by " + scheme + ": " + cookie);
            }
        }
    }

    @Test
    void onlyWhatNobodyElseReachesNeedsNoKeys() throws Exception {
        assertEquals(Exposure.LOOPBACK, Exposure.of("127.0.0.1", List.of(), false, false, STORE));
        assertEquals(Exposure.LOOPBACK, Exposure.of("::1", List.of(), true, false, STORE));
        assertEquals(Exposure.NETWORK, Exposure.of("0.0.0.0", List.of(), true, true, STORE));
        assertEquals(Exposure.INSECURE, Exposure.of("0.0.0.0", List.of(), false, true, STORE));
        Problem refused = assertThrows(Problem.class, () -> Exposure.of("0.0.0.0", List.of(), false, false, STORE));
        assertTrue(
                refused.getMessage().contains("`rushes keys create --name NAME --scope admin --data /srv/rushes`, or"));
        FrontFixture.Options options = new FrontFixture.Options();
        try (FrontFixture local = new FrontFixture(Files.createDirectory(this.data.resolve("local")), this.clock,
                options)) {
            Client here = new Client(local);
            assertEquals(200, here.send("GET", "/v1/assets", null).statusCode());
            for (String header : List.of("X-Forwarded-For", "X-Forwarded-Proto", "x-real-ip", "Forwarded", "Via")) {
                assertEquals(401, here.send("GET", "/v1/assets", null, header, "203.0.113.9").statusCode(), header);
            }
            assertEquals(401, here.send("GET", "/v1/assets", null, "Authorization", "Bearer wrong").statusCode());
        }
    }

    @Test
    void aProxysNameBringsOthersSoAllNeedKeys() {
        List<String> name = List.of("rushes.example");
        assertEquals(Exposure.NETWORK, Exposure.of("127.0.0.1", name, true, false, STORE));
        assertEquals(Exposure.INSECURE, Exposure.of("127.0.0.1", name, false, true, STORE));
        Problem refused = assertThrows(Problem.class, () -> Exposure.of("127.0.0.1", name, false, false, STORE));
        assertTrue(refused.getMessage().startsWith("--allow-host rushes.example lets others"), refused.getMessage());
    }

    @Test
    void aSessionNeedsAKeyThatIsOne() throws Exception {
        for (String body : new String[] { "{\"key\":null}", "[]", "{\"key\":{}}", "{}" }) {
            assertEquals(400,
                    this.client.send("POST", "/v1/session", body.getBytes(StandardCharsets.UTF_8)).statusCode());
        }
        assertEquals(400,
                this.client
                    .send("POST", "/v1/session",
                            new byte[] { '{', '"', 'k', 'e', 'y', '"', ':', '"', (byte) 0xFF, '"', '}' })
                    .statusCode());
    }

    @Test
    void theFirstKeyIsMadeBeforeTheFirstStart() throws Exception {
        Path fresh = this.data.resolve("not/there/yet");
        StringWriter out = new StringWriter();
        CommandLine keys = new CommandLine(new KeysCommand()).setOut(new PrintWriter(out))
            .setErr(new PrintWriter(new StringWriter()));
        assertEquals(0, keys.execute("create", "--name", "first", "--scope", "read", "--data", fresh.toString()));
        try (FrontFixture started = new FrontFixture(fresh, this.clock, new FrontFixture.Options())) {
            assertEquals(200,
                    new Client(started)
                        .send("GET", "/v1/assets", null, "Authorization", "Bearer " + out.toString().strip())
                        .statusCode());
        }
    }

    @Test
    void theCommandsMakeListAndRevoke() throws Exception {
        String key = command(0, "create", "--name", "farm", "--scope", "submit").strip();
        assertEquals(200, get("/v1/assets", key).statusCode());
        assertTrue(command(0, "list").matches("(?s).*farm +submit .* live\\R"));
        command(0, "revoke", "farm");
        assertTrue(command(0, "list").contains("revoked"));
        assertEquals(401, get("/v1/assets", key).statusCode());
        try (var files = Files.list(this.data).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains(key.substring(4)));
            }
        }
    }

    private String command(int code, String... words) {
        StringWriter out = new StringWriter();
        CommandLine keys = new CommandLine(new KeysCommand()).setOut(new PrintWriter(out))
            .setErr(new PrintWriter(new StringWriter()));
        String[] all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = (this.database != null) ? "--db" : "--data";
        all[words.length + 1] = (this.database != null) ? this.database : this.data.toString();
        assertEquals(code, keys.execute(all));
        return out.toString();
    }

    private HttpResponse<byte[]> get(String path, String key) throws Exception {
        return this.client.send("GET", path, null, "Authorization", "Bearer " + key);
    }

    private HttpResponse<byte[]> put(String key) throws Exception {
        return this.client.send("PUT", "/v1/assets?name=a.mov", new byte[] { 1 }, "Authorization", "Bearer " + key);
    }

}
