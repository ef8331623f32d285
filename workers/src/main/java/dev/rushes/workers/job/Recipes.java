package dev.rushes.workers.job;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.rushes.models.Nearest;
import dev.rushes.models.Problem;
import dev.rushes.workers.operations.Form;
import dev.rushes.workers.operations.Operation;
import dev.rushes.workers.operations.Operations;

/**
 * Recipe files, YAML or JSON:
 *
 * <pre>
 * operations: [{op: denoise, strength: auto}, {op: upscale, scale: 2}]
 * output: {codec: ffv1, container: mkv}
 * </pre>
 *
 * An empty list of operations is a pass-through; {@code output} may be left out.
 */
public final class Recipes {

    private static final int LIMIT = 1 << 20;

    private static final List<String> FIELDS = List.of("operations", "output");

    private final Function<Node, String> place;

    private Recipes(Function<Node, String> place) {
        this.place = place;
    }

    /**
     * Reads a recipe file of at most 1 MiB.
     * @throws Problem NOT_FOUND or INVALID with file, line and what is allowed
     */
    public static Recipe read(Path file) {
        return parse(TextFile.read(file, LIMIT), file.getFileName().toString());
    }

    /**
     * Reads a recipe.
     * @param name for sentences; one that ends in ".json" makes it JSON, else it is YAML
     * @throws Problem INVALID with name, line and what is allowed
     */
    public static Recipe parse(String text, String name) {
        return new Recipes((node) -> "%s line %d".formatted(name, node.line())).recipe(NodeReader.read(text, name));
    }

    /**
     * Reads a recipe that is a part of a JSON document.
     * @param field what the part is called there
     * @throws Problem INVALID with the field's path, such as
     * {@code recipe.operations[0].scale}, and what is allowed
     */
    public static Recipe parseField(String json, String field) {
        return new Recipes(Node::path).recipe(NodeReader.field(json, field));
    }

    /** JSON Schema of a recipe, for editors and other programs. */
    public static Map<String, Object> schema() {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("description", Output.FORM.help());
        output.put("type", "object");
        output.put("properties", Output.FORM.properties());
        output.put("additionalProperties", false);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Rushes recipe");
        schema.put("type", "object");
        schema.put("properties",
                Map.of("operations", Map.of("type", "array", "items", Operations.schema()), "output", output));
        schema.put("required", List.of("operations"));
        schema.put("additionalProperties", false);
        return schema;
    }

    private Recipe recipe(Node root) {
        Map<String, Node> fields = fields(root, "a recipe");
        for (Map.Entry<String, Node> field : fields.entrySet()) {
            if (!FIELDS.contains(field.getKey())) {
                String hint = Nearest.to(field.getKey(), FIELDS).map("; did you mean \"%s\"?"::formatted).orElse("");
                throw refuse(field.getValue(), "unknown field \"%.60s\"; a recipe has %s%s".formatted(field.getKey(),
                        String.join(" and ", FIELDS), hint));
            }
        }
        Node operations = fields.get("operations");
        if (operations == null || !(operations.value() instanceof List<?> items)) {
            throw refuse((operations != null) ? operations : root,
                    "operations must be a list; the empty list [] passes the picture through");
        }
        return new Recipe(items.stream().map((item) -> operation((Node) item)).toList(), output(fields.get("output")));
    }

    private Operation operation(Node item) {
        Map<String, Node> fields = fields(item, "an operation");
        Node op = fields.get(Operations.KEY);
        if (op != null && op.value() instanceof String name) {
            Form<Operation> form = at(op, () -> Operations.named(name));
            check(form, fields);
        }
        return at(item, () -> Operations.fromFields(plain(item)));
    }

    private Output output(Node node) {
        if (node == null || node.value() == null) {
            return Output.AUTO;
        }
        check(Output.FORM, fields(node, "output"));
        return at(node, () -> {
            Output output = Output.FORM.create(plain(node));
            output.check();
            return output;
        });
    }

    /** Checks option by option, so that a sentence names the option's own line. */
    private void check(Form<?> form, Map<String, Node> fields) {
        fields.forEach((option, node) -> {
            // null is as good as left out
            if (!option.equals(Operations.KEY) && node.value() != null) {
                at(node, () -> {
                    form.check(option, node.plain());
                    return form;
                });
            }
        });
    }

    @SuppressWarnings("unchecked")
    private Map<String, Node> fields(Node node, String what) {
        if (node.value() instanceof Map<?, ?> fields) {
            return (Map<String, Node>) fields;
        }
        throw refuse(node, what + " must be a group of fields such as {op: denoise}");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> plain(Node node) {
        return (Map<String, Object>) node.plain();
    }

    private <T> T at(Node node, Supplier<T> work) {
        try {
            return work.get();
        }
        catch (Problem problem) {
            throw refuse(node, problem.getMessage());
        }
    }

    private Problem refuse(Node node, String why) {
        return Problem.invalid("%.200s: %s", this.place.apply(node), why);
    }

}
