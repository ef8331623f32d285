package dev.rushes.server.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.rushes.server.database.Database;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.HttpSite;
import dev.rushes.server.fixture.Rows;
import dev.rushes.server.fixture.StepClock;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.Reply;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class MetricsTests {

    @TempDir
    Path folder;

    private final StepClock clock = new StepClock(Instant.parse("2026-11-01T12:00:00Z"));

    private final HttpSite site = new HttpSite();

    private Database database;

    private Metrics metrics;

    private void open(Databases kind) {
        this.database = kind.open(this.folder);
        int[] streams = { 7 };
        this.metrics = new Metrics(this.database, this.clock, this.folder, () -> streams[0], () -> 5000);
        // what only the registry holds must not be lost
        System.gc();
        List<Route> routes = new ArrayList<>(this.metrics.routes());
        routes.add(Route.get("/v1/jobs/{id}", (_) -> Reply.ok("a job")));
        routes.add(Route.put("/v1/assets", Scope.SUBMIT, (_) -> Reply.nothing()));
        Router router = this.site.router((_) -> Caller.LOCAL, routes);
        router.route().order(-1).handler(this.metrics.requests());
        this.site.serve(router);
    }

    @AfterEach
    void close() {
        this.site.close();
        if (this.database != null) {
            this.metrics.close();
            this.database.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void queueJobsAndTasksAreCountedWhereverTheyRan(Databases kind) {
        open(kind);
        long now = this.clock.millis();
        this.database.update((handle) -> {
            Rows.job(handle, "job_a", "running", null);
            Rows.job(handle, "job_b", "done", null);
            Rows.task(handle, "t1", "asset_of_job_a", "segment", "ready", now - 90_000, null, null);
            Rows.task(handle, "t2", "asset_of_job_a", "segment", "ready", now - 30_000, null, null);
            Rows.task(handle, "t3", "asset_of_job_a", "segment", "running", now - 30_000, now, null);
            Rows.task(handle, "t4", "asset_of_job_a", "segment", "done", 1L, now - 4000, now);
            Rows.task(handle, "old", "asset_of_job_a", "segment", "done", 1L, 1L, 2L);
            handle.execute("INSERT INTO workers VALUES ('w1', 'cpu', 'here', 1, 'at 1', 0, 1, NULL)");
        });
        String text = this.site.get("/metrics").body();
        assertHas(text, "rushes_queue_tasks{resource=\"cpu\",state=\"ready\"} 2.0");
        assertHas(text, "rushes_queue_tasks{resource=\"cpu\",state=\"running\"} 1.0");
        assertHas(text, "rushes_queue_tasks{resource=\"gpu\",state=\"ready\"} 0.0");
        assertHas(text, "rushes_queue_age_seconds{resource=\"io\"} 0.0");
        assertHas(text, "rushes_queue_age_seconds{resource=\"cpu\"} 90.0");
        assertFalse(text.contains("NaN"), text);
        assertHas(text, "rushes_jobs{state=\"running\"} 1.0");
        assertHas(text, "rushes_workers{resource=\"cpu\"} 1.0");
        assertHas(text, "rushes_assets_size_bytes{state=\"ready\"} 2000.0");
        assertHas(text, "rushes_event_streams 7.0");
        assertHas(text, "rushes_task_seconds_count{kind=\"segment\",state=\"done\"} 1");
        assertHas(text, "rushes_task_seconds_sum{kind=\"segment\",state=\"done\"} 4.0");
        assertHas(text, "rushes_task_fps_sum{kind=\"segment\"} 25.0");
        assertHas(text, "rushes_task_attempts_total{kind=\"segment\"} 3.0");
        assertHas(text, "rushes_worker_deaths_total{kind=\"segment\"} 1.0");
        this.clock.step(Duration.ofSeconds(10));
        this.database.update((handle) -> Rows.task(handle, "t5", "asset_of_job_a", "probe", "failed", 1L,
                this.clock.millis(), this.clock.millis()));
        text = this.site.get("/metrics").body();
        assertHas(text, "rushes_task_seconds_count{kind=\"segment\",state=\"done\"} 1");
        assertHas(text, "rushes_task_seconds_count{kind=\"probe\",state=\"failed\"} 1");
        assertHas(text, "rushes_task_attempts_total{kind=\"probe\"} 2.0");
        assertHas(text, "jvm_memory_used_bytes{");
        assertHas(text, "disk_free_bytes{");
    }

    @ParameterizedTest
    @EnumSource
    void requestsAreCountedByRouteAndNotByPath(Databases kind) {
        open(kind);
        for (int i = 0; i < 5; i++) {
            this.site.get("/v1/jobs/job_" + i);
            this.site.get("/nothing/" + i);
        }
        this.site.send("BREW", "/v1/jobs/job_1", null);
        String text = this.site.get("/metrics").body();
        assertHas(text, "rushes_http_requests_seconds_count{method=\"GET\",route=\"/v1/jobs/{id}\",status=\"200\"} 5");
        assertHas(text, "rushes_http_requests_seconds_count{method=\"GET\",route=\"none\",status=\"404\"} 5");
        assertHas(text, "rushes_upload_bytes_total 5000.0");
        assertTrue(text.contains("method=\"other\""), text);
        assertFalse(text.contains("job_1") || text.contains("/nothing"), text);
    }

    @ParameterizedTest
    @EnumSource
    void prometheusOwnParserReadsIt(Databases kind) throws Exception {
        open(kind);
        this.site.get("/v1/jobs/job_1");
        var answer = this.site.get("/metrics");
        assertEquals("text/plain; version=0.0.4; charset=utf-8",
                answer.headers().firstValue("content-type").orElseThrow());
        assumeTrue(python("import prometheus_client", "") != null,
                "Prometheus's Python client is not installed (Debian: python3-prometheus-client)");
        String parsed = python("""
                import sys
                from prometheus_client.parser import text_string_to_metric_families as parse
                for family in parse(sys.stdin.read()):
                    print(family.type, family.name, len(family.samples))
                    assert family.documentation, family.name
                """, answer.body());
        assertTrue(parsed != null && parsed.contains("histogram rushes_http_requests_seconds "), parsed);
        assertTrue(parsed.contains("counter rushes_upload_bytes "), parsed);
        assertTrue(parsed.contains("gauge rushes_event_streams 1"), parsed);
    }

    /** What a program prints, or null if it fails. */
    private String python(String program, String input) throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin/python3"))) {
            return null;
        }
        Path output = this.folder.resolve("python.out");
        Process process = new ProcessBuilder("/usr/bin/python3", "-c", program).redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        return (process.waitFor() == 0) ? Files.readString(output) : null;
    }

    private static void assertHas(String text, String line) {
        assertTrue(text.contains(line), () -> line + " is not in\n" + text);
    }

    @ParameterizedTest
    @EnumSource
    void aClockThatIsSetBackHidesNoTask(Databases kind) {
        open(kind);
        this.database.update((handle) -> Rows.asset(handle, "asset"));
        this.clock.step(Duration.ofDays(1));
        done("ahead");
        assertHas(this.site.get("/metrics").body(), "rushes_task_seconds_count{kind=\"probe\",state=\"done\"} 1");
        this.clock.step(Duration.ofDays(-1));
        this.site.get("/metrics");
        this.clock.step(Duration.ofSeconds(5));
        done("after");
        assertHas(this.site.get("/metrics").body(), "rushes_task_seconds_count{kind=\"probe\",state=\"done\"} 2");
        this.clock.step(Duration.ofDays(1).minusSeconds(10));
        assertHas(this.site.get("/metrics").body(), "rushes_task_seconds_count{kind=\"probe\",state=\"done\"} 2");
        done("later");
        assertHas(this.site.get("/metrics").body(), "rushes_task_seconds_count{kind=\"probe\",state=\"done\"} 3");
    }

    private void done(String task) {
        long now = this.clock.millis();
        this.database.update((handle) -> Rows.task(handle, task, "asset", "probe", "done", now, now, now));
    }

}
