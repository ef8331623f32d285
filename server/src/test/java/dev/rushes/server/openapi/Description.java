package dev.rushes.server.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.server.http.Route;

/** Holds the description against a route table. */
public final class Description {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete", "head", "options");

    private Description() {
    }

    /** Such as {@code GET /v1/jobs/{id}}. */
    public static Set<String> described() {
        Set<String> operations = new TreeSet<>();
        OpenApiRoutes.document().get("paths").properties().forEach((path) -> {
            for (String method : METHODS) {
                if (path.getValue().has(method)) {
                    operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            }
        });
        return operations;
    }

    /**
     * What is served and not described, and the reverse, one sentence each.
     * @param routes all of the server; those of the page are no part of the interface
     */
    public static List<String> differences(List<Route> routes) {
        Set<String> served = new TreeSet<>();
        routes.forEach((route) -> served.add(route.method().name() + " " + route.path()));
        Set<String> described = described();
        List<String> differences = new ArrayList<>();
        served.stream()
            .filter((operation) -> !described.contains(operation))
            .forEach((operation) -> differences.add(operation + " is served and not described"));
        described.stream()
            .filter((operation) -> !served.contains(operation))
            .forEach((operation) -> differences.add(operation + " is described and not served"));
        return differences;
    }

    /** The description itself. */
    public static JsonNode document() {
        return OpenApiRoutes.document();
    }

}
