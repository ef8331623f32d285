package dev.rushes.workers.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A piece of a YAML or JSON document that knows where it stood.
 *
 * @param value a string, a number, a boolean, null, a list of nodes or a map of nodes by
 * name
 * @param line in the file, from 1
 * @param path such as {@code recipe.operations[0].op}
 */
record Node(Object value, int line, String path) {

    /** The value without its lines. */
    Object plain() {
        return switch (this.value) {
            case List<?> items -> items.stream().map((item) -> ((Node) item).plain()).toList();
            case Map<?, ?> fields -> {
                Map<Object, Object> plain = new LinkedHashMap<>();
                fields.forEach((name, node) -> plain.put(name, ((Node) node).plain()));
                yield plain;
            }
            case null, default -> this.value;
        };
    }

}
