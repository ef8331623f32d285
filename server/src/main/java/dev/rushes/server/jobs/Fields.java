package dev.rushes.server.jobs;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.models.Nearest;
import dev.rushes.models.Problem;
import dev.rushes.server.http.Unseen;
import dev.rushes.workers.job.Json;

/** Reads documents in which most fields may be left out. */
public final class Fields {

    private Fields() {
    }

    /**
     * A JSON object of known fields.
     * @throws Problem INVALID that names the field that is not known
     */
    public static ObjectNode object(String body, String what, String... known) {
        if (body.isBlank()) {
            throw Problem.invalid("the body is empty; send a JSON document");
        }
        ObjectNode fields = object(Json.read(body, JsonNode.class), what, known);
        fields.properties().forEach((field) -> {
            if (unseen(field.getValue())) {
                throw Problem.invalid("field \"%s\" has characters that cannot be seen", field.getKey());
            }
        });
        return fields;
    }

    /** PostgreSQL stores no NUL, and nobody could ask for others. */
    private static boolean unseen(JsonNode node) {
        if (node.isTextual()) {
            return Unseen.in(node.asText());
        }
        return node.properties().stream().anyMatch((field) -> Unseen.in(field.getKey()))
                || node.valueStream().anyMatch(Fields::unseen);
    }

    static ObjectNode object(JsonNode node, String what, String... known) {
        if (!(node instanceof ObjectNode fields)) {
            throw Problem.invalid("%s must be a JSON object", what);
        }
        List<String> names = List.of(known);
        fields.fieldNames().forEachRemaining((name) -> {
            if (!names.contains(name)) {
                throw Problem.invalid("unknown field \"%.60s\"; %s has %s%s", name, what, String.join(", ", names),
                        Nearest.to(name, names).map("; did you mean \"%s\"?"::formatted).orElse(""));
            }
        });
        return fields;
    }

    /** A text that must be there. */
    static String text(ObjectNode fields, String name) {
        JsonNode node = fields.get(name);
        if (node == null || !node.isTextual() || node.asText().isBlank()) {
            throw Problem.invalid("field \"%s\" %s", name,
                    (node == null) ? "is missing" : "must be a text that is not empty");
        }
        return node.asText();
    }

}
