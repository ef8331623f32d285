package dev.rushes.workers.operations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.rushes.models.Nearest;
import dev.rushes.models.Problem;

/**
 * The one list of operations. Flags, recipe fields, JSON Schema, help and validation all
 * come from it.
 */
public final class Operations {

    /** The key that names the operation in recipe and job files. */
    public static final String KEY = "op";

    /**
     * In the order in which flags are applied: noise is removed before it is enlarged.
     */
    private static final List<Form<Operation>> ALL = List.of(Form.of("denoise", Denoise.class),
            Form.of("upscale", Upscale.class), Form.of("tag", Tag.class));

    private Operations() {
    }

    public static List<Form<Operation>> all() {
        return ALL;
    }

    public static List<String> names() {
        return ALL.stream().map(Form::name).toList();
    }

    /**
     * Looks an operation up.
     * @throws Problem INVALID with the nearest name if there is none
     */
    public static Form<Operation> named(String name) {
        for (Form<Operation> form : ALL) {
            if (form.name().equals(name)) {
                return form;
            }
        }
        String hint = Nearest.to(name, names())
            .map("did you mean \"%s\"?"::formatted)
            .orElse("there are " + String.join(", ", names()));
        throw Problem.invalid("unknown operation \"%.60s\"; %s", name, hint);
    }

    /**
     * Makes an operation from what a file says.
     * @param fields the operation's name under {@link #KEY} and its options
     * @throws Problem INVALID with one sentence
     */
    public static Operation fromFields(Map<String, ?> fields) {
        if (!(fields.get(KEY) instanceof String name)) {
            List<String> names = new ArrayList<>(names());
            String last = names.removeLast();
            throw Problem.invalid("an operation needs its name: \"%s\" must be %s or %s", KEY, String.join(", ", names),
                    last);
        }
        Map<String, Object> options = new LinkedHashMap<>(fields);
        options.remove(KEY);
        return named(name).create(options);
    }

    /** The reverse of {@link #fromFields}. */
    public static Map<String, Object> toFields(Operation operation) {
        Form<Operation> form = ALL.stream()
            .filter((candidate) -> candidate.describes(operation))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(operation + " is not in the list of operations"));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(KEY, form.name());
        fields.putAll(form.values(operation));
        return fields;
    }

    /** JSON Schema of one item in a list of operations. */
    public static Map<String, Object> schema() {
        List<Object> choices = new ArrayList<>();
        for (Form<Operation> form : ALL) {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put(KEY, Map.of("const", form.name()));
            properties.putAll(form.properties());
            List<String> required = new ArrayList<>(List.of(KEY));
            form.options()
                .stream()
                .filter((option) -> option.defaultValue() == null)
                .forEach((option) -> required.add(option.name()));
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("title", form.name());
            schema.put("description", form.help());
            schema.put("type", "object");
            schema.put("properties", properties);
            schema.put("required", required);
            schema.put("additionalProperties", false);
            choices.add(schema);
        }
        return Map.of("oneOf", choices);
    }

}
