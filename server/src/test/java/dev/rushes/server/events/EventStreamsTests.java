package dev.rushes.server.events;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.rushes.server.database.Database;
import dev.rushes.server.fixture.Awaiting;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.HttpSite;
import dev.rushes.server.fixture.Rows;
import dev.rushes.server.fixture.StepClock;
import dev.rushes.server.http.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EventStreamsTests {

    @TempDir
    Path folder;

    private final StepClock clock = new StepClock(Instant.parse("2026-11-01T12:00:00Z"));

    private final HttpSite site = new HttpSite();

    private final List<Reader> readers = new ArrayList<>();

    private volatile Set<String> revoked = Set.of();

    private Database database;

    private EventLog log;

    private EventFeed feed;

    private void open(Databases kind) {
        this.database = kind.open(this.folder);
        this.log = new EventLog(this.database, this.clock);
        this.feed = new EventFeed(this.log, this.clock, () -> this.revoked).start();
        this.site.serve((_) -> Caller.LOCAL, new EventRoutes(this.database, this.log, this.feed, this.clock).routes());
    }

    @AfterEach
    void close() throws IOException {
        for (Reader reader : this.readers) {
            reader.close();
        }
        if (this.database != null) {
            this.feed.close();
        }
        this.site.close();
        if (this.database != null) {
            this.database.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatHappensFromNowOn(Databases kind) throws Exception {
        open(kind);
        add("job.created", "job_a");
        Reader reader = read("/v1/events");
        Awaiting.until("the stream is open", () -> this.feed.streams() == 1);
        assertTrue(reader.head.contains("text/event-stream"), reader.head);
        reader.expect("retry: 2000");
        // before anything else a place to come back to; it begins there, wherever the
        // feed is
        reader.expect("id: 1");
        add("job.state", "job_a");
        String event = reader.take();
        assertTrue(
                event.matches("(?s)id: \\d+\nevent: job.state\ndata: \\{\"seq\":\\d+,\"at\":\"2026-11-01T12:00:00Z\","
                        + "\"type\":\"job.state\",\"job\":\"job_a\",\"asset\":null,\"progress\":0.5}"),
                event);
    }

    @ParameterizedTest
    @EnumSource
    void tellsAllFromTheBeginningInOrderAndGoesOn(Databases kind) throws Exception {
        open(kind);
        for (int i = 0; i < 600; i++) {
            add("job.progress", "job_a");
        }
        Reader reader = read("/v1/events?after=0");
        reader.expect("retry: 2000");
        for (int i = 1; i <= 600; i++) {
            assertEquals(i, reader.seq());
        }
        for (int i = 601; i <= 650; i++) {
            add("job.progress", "job_a");
        }
        for (int i = 601; i <= 650; i++) {
            assertEquals(i, reader.seq());
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhereAClientWasCutOff(Databases kind) throws Exception {
        open(kind);
        for (int i = 0; i < 10; i++) {
            add("job.progress", "job_a");
        }
        Reader reader = read("/v1/events?after=2", "Last-Event-ID: 7");
        reader.expect("retry: 2000");
        assertEquals(8, reader.seq());
        assertEquals(9, reader.seq());
        reader.close();
        Awaiting.until("the stream is forgotten", () -> this.feed.streams() == 0);
    }

    @ParameterizedTest
    @EnumSource
    void aRevokedKeysStreamEnds(Databases kind) throws Exception {
        open(kind);
        Reader reader = read("/v1/events?after=0");
        reader.expect("retry: 2000");
        this.clock.step(Duration.ofSeconds(2));
        add("job.created", "job_a");
        assertEquals(1, reader.seq());
        this.revoked = Set.of("local");
        this.clock.step(Duration.ofSeconds(2));
        Awaiting.until("the stream has ended", () -> this.feed.streams() == 0);
        assertEquals("ended", reader.take());
    }

    @ParameterizedTest
    @EnumSource
    void aJobsStreamHasThatJobsEvents(Databases kind) throws Exception {
        open(kind);
        job("job_a");
        job("job_b");
        for (int i = 0; i < 5; i++) {
            add("job.progress", "job_a");
            add("job.progress", "job_b");
        }
        Reader reader = read("/v1/jobs/job_b/events?after=0");
        reader.expect("retry: 2000");
        for (int i = 1; i <= 5; i++) {
            assertEquals(2L * i, reader.seq());
        }
        add("job.progress", "job_a");
        add("job.progress", "job_b");
        assertEquals(12, reader.seq());
        assertEquals(404, this.site.get("/v1/jobs/job_c/events").statusCode());
        assertEquals(400, this.site.get("/v1/events?after=yesterday").statusCode());
    }

    @ParameterizedTest
    @EnumSource
    void whoWasAwayTooLongIsToldToStartAnew(Databases kind) throws Exception {
        open(kind);
        for (int i = 0; i < 10; i++) {
            add("job.progress", "job_a");
        }
        this.clock.step(EventLog.AGE.plusSeconds(1));
        add("job.progress", "job_a");
        assertEquals(0, this.log.prune(false), "their age may be the clock's fault");
        assertEquals(10, this.log.prune(true));
        assertEquals(11, this.log.after(0, null, 100).getFirst().seq());
        Reader reader = read("/v1/events", "Last-Event-ID: 4");
        reader.expect("retry: 2000");
        String reset = reader.take();
        assertTrue(reset.startsWith("id: 11\nevent: reset\ndata: {\"seq\":11,"), reset);
        Reader future = read("/v1/events", "Last-Event-ID: 4000");
        future.expect("retry: 2000");
        assertTrue(future.take().startsWith("id: 11\nevent: reset\n"));
        Reader all = read("/v1/events?after=0");
        all.expect("retry: 2000");
        assertEquals(11, all.seq());
    }

    @ParameterizedTest
    @EnumSource
    void aQuietStreamIsKeptAlive(Databases kind) throws Exception {
        open(kind);
        Reader reader = read("/v1/events");
        reader.expect("retry: 2000");
        reader.expect("id: 0");
        this.clock.step(EventStream.PING);
        reader.expect(": ping");
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void onlyTheHeadIsGivenToWhoAsksForIt(Databases kind) {
        open(kind);
        var head = this.site.send("HEAD", "/v1/events", null);
        assertEquals(200, head.statusCode());
        assertTrue(head.headers().firstValue("Content-Type").orElseThrow().startsWith("text/event-stream"));
        assertEquals(0, this.feed.streams());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsTooOldIsRemovedHoweverMuchItIs(Databases kind) throws Exception {
        open(kind);
        int many = 2 * EventLog.PRUNED_AT_ONCE + 1;
        this.database.update((handle) -> {
            handle.execute("INSERT INTO events (seq, at, type, data)"
                    + " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + many + ")"
                    + " SELECT i, ?, 'job.progress', '{}' FROM n", this.clock.millis());
            handle.execute("UPDATE counters SET last = ? WHERE name = 'event'", many);
        });
        this.clock.step(EventLog.AGE.plusSeconds(1));
        assertEquals(many, this.log.prune(true));
        assertTrue(this.log.after(0, null, 1).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesNotReadIsDroppedAndNothingIsKeptForThem(Databases kind) throws Exception {
        open(kind);
        String much = "x".repeat(20_000);
        URI uri = this.site.uri("/v1/events?after=0");
        for (int i = 0; i < 1000; i++) {
            this.database.update((handle) -> this.log.add(handle, "job.progress", "job_a", null, Map.of("much", much)));
        }
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
            socket.getOutputStream()
                .write("GET /v1/events?after=0 HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            Awaiting.until("the stream is open", () -> this.feed.streams() == 1);
            Awaiting.until("the stream is dropped", () -> {
                this.clock.step(Duration.ofSeconds(1));
                return this.feed.streams() == 0;
            });
        }
        // another who reads has all
        Reader reader = read("/v1/events?after=0");
        reader.expect("retry: 2000");
        for (int i = 1; i <= 1000; i++) {
            assertEquals(i, reader.seq());
        }
    }

    private void add(String type, String job) {
        this.database.update((handle) -> this.log.add(handle, type, job, null, Map.of("progress", 0.5, "seq", "no")));
    }

    private void job(String id) {
        this.database.update((handle) -> Rows.job(handle, id, "queued", null));
    }

    private Reader read(String path, String... headers) throws IOException {
        Reader reader = new Reader(this.site.uri(path), headers);
        this.readers.add(reader);
        return reader;
    }

    /** A client that takes a stream apart at its empty lines. */
    private static final class Reader {

        private final LinkedBlockingQueue<String> blocks = new LinkedBlockingQueue<>();

        private final Socket socket;

        private final String head;

        Reader(URI uri, String... headers) throws IOException {
            this.socket = new Socket(uri.getHost(), uri.getPort());
            // HTTP/1.0 has no chunks to take apart
            String more = (headers.length > 0) ? String.join("\r\n", headers) + "\r\n" : "";
            this.socket.getOutputStream()
                .write("GET %s HTTP/1.0\r\n%s\r\n"
                    .formatted(uri.getPath() + ((uri.getQuery() != null) ? "?" + uri.getQuery() : ""), more)
                    .getBytes(StandardCharsets.UTF_8));
            InputStream in = new BufferedInputStream(this.socket.getInputStream());
            this.head = block(in, "\r\n\r\n");
            Thread.ofVirtual().start(() -> {
                try {
                    String block;
                    while ((block = block(in, "\n\n")) != null) {
                        this.blocks.add(block);
                    }
                    this.blocks.add("ended");
                }
                catch (IOException closed) {
                    this.blocks.add("closed");
                }
            });
        }

        private static String block(InputStream in, String end) throws IOException {
            StringBuilder text = new StringBuilder();
            int next;
            while ((next = in.read()) >= 0) {
                text.append((char) next);
                int start = text.length() - end.length();
                if (start >= 0 && text.indexOf(end, start) == start) {
                    return text.substring(0, start);
                }
            }
            return null;
        }

        String take() throws InterruptedException {
            return String.valueOf(this.blocks.poll(60, TimeUnit.SECONDS));
        }

        void expect(String block) throws InterruptedException {
            assertEquals(block, take());
        }

        long seq() throws InterruptedException {
            String block = take();
            assertTrue(block.startsWith("id: "), block);
            return Long.parseLong(block.lines().findFirst().orElseThrow().substring(4));
        }

        void close() throws IOException {
            this.socket.close();
        }

    }

    @ParameterizedTest
    @EnumSource
    void thereAreNeverTooManyWhateverTheClockShows(Databases kind) {
        open(kind);
        this.database.update((handle) -> {
            handle.execute("INSERT INTO events (seq, at, type, data) VALUES (1, 1, 'job.progress', '{}')");
            handle.execute("INSERT INTO events (seq, at, type, data) VALUES (?, 1, 'job.progress', '{}')",
                    EventLog.COUNT + 1);
            handle.execute("UPDATE counters SET last = ? WHERE name = 'event'", EventLog.COUNT + 1);
        });
        assertEquals(1, this.log.prune(false));
        assertEquals(EventLog.COUNT + 1, this.log.after(0, null, 1).getFirst().seq());
    }

}
