package dev.rushes.server.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rushes.server.http.Reply;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Recipes;
import io.vertx.core.http.HttpMethod;

/** {@code /openapi.json}. */
public final class OpenApiRoutes {

    private final JsonNode document = document();

    public List<Route> routes() {
        return List
            .of(new Route(HttpMethod.GET, "/openapi.json", Scope.NONE, (Route.Action) (_) -> Reply.ok(this.document)));
    }

    /** The description, with the recipe's own schema put in its place. */
    static JsonNode document() {
        try (InputStream in = OpenApiRoutes.class.getResourceAsStream("openapi.yaml")) {
            JsonNode document = YAMLMapper.builder().build().readTree(in);
            ((ObjectNode) document.get("components").get("schemas")).set("Recipe",
                    Json.read(Json.line(Recipes.schema()), JsonNode.class));
            return document;
        }
        catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

}
