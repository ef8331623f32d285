package dev.rushes.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.rushes.models.Problem;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.fixture.Postgres;
import dev.rushes.server.openapi.Description;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ServerTests {

    @TempDir
    private Path folder;

    @Test
    void isUpFromStartToClose() {
        URI uri;
        try (Site site = new Site(this.folder, null, Site.NONE)) {
            uri = site.server().uri().resolve("/healthz");
            assertEquals(200, site.send("GET", "/healthz", null).statusCode());
            assertEquals(404, site.send("GET", "/nothing", null).statusCode());
            assertEquals(405, site.send("POST", "/healthz", null).statusCode());
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThrows(ConnectException.class,
                    () -> client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()));
        }
    }

    @Test
    void aTakenPortIsSaid() {
        try (Site site = new Site(this.folder.resolve("one"), null, Site.NONE)) {
            ServerOptions same = new ServerOptions("127.0.0.1", site.server().uri().getPort(),
                    this.folder.resolve("other"), null, Map.of());
            Problem problem = assertThrows(Problem.class, () -> Server.start(same));
            assertTrue(problem.getMessage().contains("choose another --port"), problem.getMessage());
        }
    }

    @Test
    void twoOnOneBuiltInDatabaseAreRefused() {
        try (Site _ = new Site(this.folder, null, Site.NONE)) {
            Problem problem = assertThrows(Problem.class,
                    () -> Server.start(new ServerOptions("127.0.0.1", 0, this.folder, null, Map.of())));
            assertEquals(Problem.Kind.CONFLICT, problem.kind());
            assertTrue(problem.getMessage().contains("process " + ProcessHandle.current().pid()), problem.getMessage());
        }
        try (Site again = new Site(this.folder, null, Site.NONE)) {
            assertEquals(200, again.send("GET", "/healthz", null).statusCode());
        }
    }

    @Test
    void twoOnOneDataDirectoryAreRefusedWithPostgreSqlToo() {
        String database = Postgres.database();
        try (Site _ = new Site(this.folder, database, Site.NONE)) {
            Problem problem = assertThrows(Problem.class,
                    () -> Server.start(new ServerOptions("127.0.0.1", 0, this.folder, database, Map.of())));
            assertEquals(Problem.Kind.CONFLICT, problem.kind());
            assertTrue(problem.getMessage().contains("rushes worker"), problem.getMessage());
        }
    }

    @Test
    void theDescriptionNamesEveryRouteAndNoOther() {
        try (Site site = new Site(this.folder, null, Site.NONE)) {
            assertEquals(List.of(), Description.differences(site.server().routes()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPresetOfAWatchFolderStaysAndOneOfAJobMayGo(Databases kind) throws IOException {
        Path watched = Files.createDirectory(this.folder.resolve("ingest"));
        Path file = Files.writeString(this.folder.resolve("watch.yaml"), """
                folders:
                  - {path: %s, output: %s, preset: dailies}
                """.formatted(watched, this.folder.resolve("out")));
        String body = "{\"title\": \"Ours\", \"recipe\": {\"operations\": [{\"op\": \"upscale\", \"scale\": 2}]}}";
        Path data = this.folder.resolve("data");
        String url = kind.url();
        try (Site site = new Site(data, url, Site.NONE)) {
            for (String name : List.of("dailies", "once")) {
                assertEquals(201, site.send("PUT", "/v1/presets/" + name, body).statusCode());
            }
        }
        try (Site site = new Site(data, url, Site.NONE, file)) {
            HttpResponse<String> refused = site.send("DELETE", "/v1/presets/dailies", null);
            assertEquals(409, refused.statusCode());
            assertTrue(refused.body().contains("the watch folder " + watched + " uses"), refused.body());
            String job = site.submit(site.asset(file), "\"once\"", "");
            assertEquals(204, site.send("DELETE", "/v1/presets/once", null).statusCode());
            assertEquals("upscale", site.job(job).at("/recipe/operations/0/op").asText());
        }
    }

    @Test
    void thePageIsAtTheRootAndMayRunNothingThatIsNotItsOwn() {
        try (Site site = new Site(this.folder, null, Site.NONE)) {
            HttpResponse<String> page = site.send("GET", "/", null);
            assertEquals(200, page.statusCode());
            assertTrue(page.body().contains("<title>Rushes"), page.body());
            assertTrue(page.headers().firstValue("Content-Security-Policy").orElse("").contains("script-src 'self'"));
        }
    }

    @Test
    void otherMachinesNeedKeysUntilToldOtherwise() {
        Problem problem = assertThrows(Problem.class,
                () -> Server.start(new ServerOptions("0.0.0.0", 0, this.folder, null, Map.of())));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertTrue(
                problem.getMessage()
                    .contains("`rushes keys create --name NAME --scope admin --data " + this.folder + "`"),
                problem.getMessage());
    }

}
