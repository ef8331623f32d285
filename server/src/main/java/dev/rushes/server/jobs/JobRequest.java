package dev.rushes.server.jobs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rushes.models.Problem;
import dev.rushes.server.queue.Rank;
import dev.rushes.workers.job.Handling;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.operations.OptionSpec;

/**
 * What somebody asks for: {@code {"asset": ID, "recipe": {…} or NAME, "priority": 0,
 * "labels": {}, "webhook": URL, "options": {}}}; only asset and recipe must be there.
 *
 * @param asset id of the footage
 * @param recipe a recipe file's content, or a preset's name
 * @param priority -100 to 100, greater is sooner
 * @param labels for the user's own order, at most 20
 * @param webhook told when the job ends, or null
 * @param options beside the recipe, as the command line's flags
 */
public record JobRequest(String asset, JsonNode recipe, int priority, Map<String, String> labels, String webhook,
        Handling options) {

    private static final int LABELS = 20;

    private static final int LETTERS = 200;

    /**
     * Reads a request's body.
     * @throws Problem INVALID that names the field
     */
    public static JobRequest parse(String body) {
        ObjectNode fields = Fields.object(body, "a job", "asset", "recipe", "priority", "labels", "webhook", "options");
        JsonNode recipe = fields.get("recipe");
        if (recipe == null || !(recipe.isTextual() || recipe.isObject())) {
            throw Problem.invalid("field \"recipe\" must be a recipe such as {\"operations\": []} or a preset's name");
        }
        return new JobRequest(Fields.text(fields, "asset"), recipe, priority(fields.get("priority"), 0),
                labels(fields.get("labels")), webhook(fields), options(fields.get("options")));
    }

    private static String webhook(ObjectNode fields) {
        return fields.hasNonNull("webhook") ? Fields.text(fields, "webhook") : null;
    }

    static int priority(JsonNode node, int otherwise) {
        if (node == null || node.isNull()) {
            return otherwise;
        }
        if (!node.isInt() || node.asInt() < Rank.LEAST || node.asInt() > Rank.MOST) {
            throw Problem.invalid("field \"priority\" must be a whole number from %d to %d, not %.40s", Rank.LEAST,
                    Rank.MOST, node);
        }
        return node.asInt();
    }

    static Map<String, String> labels(JsonNode node) {
        Map<String, String> labels = new TreeMap<>();
        if (node == null || node.isNull()) {
            return labels;
        }
        if (!node.isObject() || node.size() > LABELS) {
            throw Problem.invalid("field \"labels\" must be at most %d names with texts such as {\"reel\": \"A001\"}",
                    LABELS);
        }
        node.properties().forEach((label) -> {
            if (!label.getValue().isTextual() || label.getKey().isBlank() || !fits(label.getKey())
                    || !fits(label.getValue().asText())) {
                throw Problem.invalid("label \"%.60s\" needs a name and a text, each of at most %d letters",
                        label.getKey(), LETTERS);
            }
            labels.put(label.getKey(), label.getValue().asText());
        });
        return labels;
    }

    /** Whether a label may have such a name or value. */
    static boolean fits(String text) {
        return text.length() <= LETTERS;
    }

    private static Handling options(JsonNode node) {
        Map<String, Object> given = new LinkedHashMap<>();
        if (node != null && !node.isNull()) {
            Fields
                .object(node, "options", Handling.FORM.options().stream().map(OptionSpec::name).toArray(String[]::new))
                .properties()
                .stream()
                .filter((option) -> !option.getValue().isNull())
                .forEach((option) -> given.put(option.getKey(), value(option.getKey(), option.getValue())));
        }
        return Handling.FORM.create(given);
    }

    /** A frame rate is a text such as 24000/1001, and may come as a number. */
    private static Object value(String name, JsonNode value) {
        if (!value.isNumber() && !value.isTextual()) {
            throw Problem.invalid("option \"%s\" must be a text or a number", name);
        }
        return (value.isNumber() && !name.equals("rate")) ? value.numberValue() : value.asText();
    }

    /** The same request gives the same text. */
    String fingerprint() {
        return Json.line(this);
    }

}
