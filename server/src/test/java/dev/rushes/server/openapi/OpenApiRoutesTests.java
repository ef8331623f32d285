package dev.rushes.server.openapi;

import dev.rushes.server.operations.Feasible;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.Models;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.audit.AuditRoutes;
import dev.rushes.server.database.Database;
import dev.rushes.server.events.EventFeed;
import dev.rushes.server.events.EventLog;
import dev.rushes.server.events.EventRoutes;
import dev.rushes.server.fixture.HttpSite;
import dev.rushes.server.health.HealthRoutes;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.Route;
import dev.rushes.server.metrics.Metrics;
import dev.rushes.server.operations.OperationRoutes;
import dev.rushes.server.presets.PresetRoutes;
import dev.rushes.server.presets.Presets;
import dev.rushes.server.webhooks.WebhookRoutes;
import dev.rushes.server.webhooks.Webhooks;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Recipes;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.OpenAPIVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OpenApiRoutesTests {

    @TempDir
    Path folder;

    private final HttpSite site = new HttpSite();

    @AfterEach
    void close() {
        this.site.close();
    }

    @Test
    void isValidByOpenApisOwnSchema() throws Exception {
        this.site.serve((_) -> Caller.NOBODY, new OpenApiRoutes().routes());
        var answer = this.site.get("/openapi.json");
        assertEquals(200, answer.statusCode());
        OutputUnit verdict = OpenAPIVersion.V3_1.getRepository(this.site.vertx(), "app://")
            .compose((schemas) -> OpenAPIVersion.V3_1.validateContract(this.site.vertx(), schemas,
                    new JsonObject(answer.body())))
            .toCompletionStage()
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
        assertTrue(verdict.getValid(), () -> String.valueOf(verdict.toJson()));
        OutputUnit wrong = OpenAPIVersion.V3_1.getRepository(this.site.vertx(), "app://")
            .compose((schemas) -> OpenAPIVersion.V3_1.validateContract(this.site.vertx(), schemas,
                    new JsonObject(answer.body().replace("\"responses\"", "\"answers\""))))
            .toCompletionStage()
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
        assertFalse(wrong.getValid());
    }

    @Test
    void everyOperationHasANameOfItsOwnAndSaysHowItFails() {
        Set<String> names = new HashSet<>();
        JsonNode document = Description.document();
        document.get("paths").forEach((path) -> path.forEach((operation) -> {
            assertTrue(names.add(operation.get("operationId").asText()), operation.toString());
            assertTrue(operation.get("responses").has("default"), operation.toString());
        }));
        // every reference leads somewhere
        document.findValues("$ref")
            .forEach((reference) -> assertTrue(!document.at(reference.asText().substring(1)).isMissingNode(),
                    reference.asText()));
    }

    @Test
    void describesTheseRoutes() {
        Clock clock = Clock.systemUTC();
        try (Database database = Database.open(null, this.folder)) {
            EventLog log = new EventLog(database, clock);
            Audit audit = new Audit(clock);
            List<Route> routes = new ArrayList<>();
            try (EventFeed feed = new EventFeed(log, clock, Set::of);
                    Webhooks webhooks = new Webhooks(database, clock, this.site.vertx(), List.of(), new Random());
                    Metrics metrics = new Metrics(database, clock, this.folder, feed::streams, () -> 0)) {
                routes.addAll(new EventRoutes(database, log, feed, clock).routes());
                routes.addAll(new WebhookRoutes(webhooks, audit).routes());
                routes.addAll(new PresetRoutes(database, new Presets(clock, audit, new Feasible(Models.shipped())),
                        (_) -> List.of())
                    .routes());
                routes.addAll(new OperationRoutes(Models.shipped()).routes());
                routes.addAll(new AuditRoutes(database, audit).routes());
                routes.addAll(new HealthRoutes(Map.of(), clock).routes());
                routes.addAll(metrics.routes());
                routes.addAll(new OpenApiRoutes().routes());
            }
            assertEquals(List.of(),
                    Description.differences(routes).stream().filter((line) -> line.contains("not described")).toList());
            assertEquals(List.of("GET /healthz is described and not served"),
                    Description
                        .differences(routes.stream().filter((route) -> !route.path().equals("/healthz")).toList())
                        .stream()
                        .filter((line) -> line.contains("/healthz"))
                        .toList());
        }
    }

    @Test
    void theRecipesSchemaIsTheRecipesOwn() {
        assertEquals(Json.read(Json.line(Recipes.schema()), JsonNode.class),
                Description.document().at("/components/schemas/Recipe"));
    }

}
