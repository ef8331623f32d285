package dev.rushes.server.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.rushes.models.Nearest;
import dev.rushes.models.Problem;
import dev.rushes.server.http.Unseen;
import dev.rushes.server.operations.Feasible;
import dev.rushes.workers.job.Recipe;
import dev.rushes.workers.job.Recipes;
import dev.rushes.workers.timeline.FrameRate;

/** The fields of a small document, read strictly; sentences name document and field. */
final class StrictFields {

    private final String document;

    private final JsonNode node;

    /**
     * The fields of an object.
     * @throws Problem INVALID if it is none, or has a field that is not known
     */
    StrictFields(String document, JsonNode node, Collection<String> known) {
        this.document = document;
        this.node = node;
        if (!node.isObject()) {
            throw Problem.invalid("%s must be a group of fields: %s", document, String.join(", ", known));
        }
        node.fieldNames().forEachRemaining((field) -> {
            if (!known.contains(field)) {
                throw Problem.invalid("%s: unknown field \"%.60s\"; %s", document, field,
                        Nearest.to(field, known)
                            .map("did you mean \"%s\"?"::formatted)
                            .orElse("there are " + String.join(", ", known)));
            }
        });
    }

    JsonNode get(String field) {
        JsonNode value = this.node.get(field);
        return (value == null || value.isNull()) ? MissingNode.getInstance() : value;
    }

    boolean has(String field) {
        return !get(field).isMissingNode();
    }

    String text(String field, String otherwise) {
        if (!has(field)) {
            if (otherwise == null) {
                throw Problem.invalid("%s: \"%s\" is missing", this.document, field);
            }
            return otherwise;
        }
        if (!get(field).isTextual() || get(field).textValue().isBlank()) {
            throw refuse(field, "a text");
        }
        return get(field).textValue();
    }

    boolean flag(String field) {
        if (has(field) && !get(field).isBoolean()) {
            throw refuse(field, "true or false");
        }
        return get(field).asBoolean(false);
    }

    int number(String field, int otherwise, int least, int most) {
        if (!has(field)) {
            return otherwise;
        }
        int value = get(field).asInt();
        if (!get(field).isInt() || value < least || value > most) {
            throw refuse(field, "a whole number from %d to %d".formatted(least, most));
        }
        return value;
    }

    /** Such as 500ms, 10s, 5m, 2h. */
    Duration duration(String field, Duration otherwise, Duration least) {
        if (!has(field)) {
            return otherwise;
        }
        String text = get(field).asText();
        if (text.matches("[0-9]{1,9}(ms|s|m|h|d)")) {
            long amount = Long.parseLong(text.replaceAll("[a-z]", ""));
            Duration value = switch (text.replaceAll("[0-9]", "")) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
            if (value.compareTo(least) >= 0) {
                return value;
            }
        }
        throw refuse(field, "a time such as 10s, 5m or 2h, of at least %d ms".formatted(least.toMillis()));
    }

    /** Such as 25, 23.976 or 24000/1001. */
    String rate(String otherwise) {
        return has("rate") ? FrameRate.parse(get("rate").asText()).toString() : otherwise;
    }

    List<String> texts(String field, List<String> otherwise) {
        if (!has(field)) {
            return otherwise;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : get(field)) {
            texts.add(item.textValue());
        }
        if (!get(field).isArray() || texts.contains(null)) {
            throw refuse(field, "a list of texts");
        }
        return texts;
    }

    Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        if (has("labels")) {
            if (!get("labels").isObject()) {
                throw refuse("labels", "names with texts such as {site: east}");
            }
            get("labels").properties().forEach((label) -> {
                if (Unseen.in(label.getKey()) || Unseen.in(label.getValue().asText())) {
                    throw refuse("labels", "texts whose characters can be seen");
                }
                labels.put(label.getKey(), label.getValue().asText());
            });
        }
        return labels;
    }

    /**
     * The recipe or the preset, of which there may be one.
     * @param otherwise null if there must be one
     * @param feasible what a recipe has to be
     */
    JsonNode recipe(JsonNode otherwise, Feasible feasible) {
        if (has("preset") && has("recipe")) {
            throw Problem.invalid("%s: give a preset or a recipe, not both", this.document);
        }
        if (has("preset")) {
            if (Unseen.in(text("preset", null))) {
                throw refuse("preset", "a text whose characters can be seen");
            }
            return get("preset");
        }
        if (has("recipe")) {
            Recipe recipe = Recipes.parseField(get("recipe").toString(), this.document + ": recipe");
            try {
                feasible.checked(recipe);
            }
            catch (Problem wrong) {
                throw Problem.invalid("%s: %s", this.document, wrong.getMessage());
            }
            return get("recipe");
        }
        if (otherwise == null) {
            throw Problem.invalid("%s: give a preset's name or a recipe", this.document);
        }
        return otherwise;
    }

    Problem refuse(String field, String allowed) {
        return Problem.invalid("%s: \"%s\" must be %s, not %.60s", this.document, field, allowed, get(field));
    }

}
