package dev.rushes.workers.operations;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.rushes.models.Nearest;
import dev.rushes.models.Problem;

/**
 * The options of one record, read from its {@link Option} annotations, and the way from
 * raw values to a valid record and back.
 *
 * @param <T> the record
 */
public final class Form<T> {

    private final String name;

    private final Class<? extends T> type;

    private final List<OptionSpec> options;

    private Form(String name, Class<? extends T> type, List<OptionSpec> options) {
        this.name = name;
        this.type = type;
        this.options = options;
    }

    /**
     * Reads a record.
     * @param name what people call it, such as "denoise"
     * @param type a public record whose components all carry {@link Option}
     */
    public static <T> Form<T> of(String name, Class<? extends T> type) {
        return new Form<>(name, type,
                Arrays.stream(type.getRecordComponents()).map((component) -> OptionSpec.of(name, component)).toList());
    }

    public String name() {
        return this.name;
    }

    /** What it is for, one sentence without its full stop. */
    public String help() {
        return this.type.getAnnotation(Summary.class).value();
    }

    public List<OptionSpec> options() {
        return this.options;
    }

    boolean describes(Object record) {
        return this.type.isInstance(record);
    }

    /**
     * Makes the record.
     * @param raw strings and numbers by option name; what is absent takes its default
     * @throws Problem INVALID if an option is unknown, missing or out of its bounds
     */
    public T create(Map<String, ?> raw) {
        raw.keySet().forEach(this::option);
        Object[] values = this.options.stream().map((option) -> value(option, raw)).toArray();
        Class<?>[] types = Arrays.stream(this.type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
        try {
            return this.type.getConstructor(types).newInstance(values);
        }
        catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof Problem problem) {
                throw problem;
            }
            throw new IllegalStateException(refused);
        }
        catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Checks one option by itself.
     * @throws Problem INVALID if it is unknown or out of its bounds
     */
    public void check(String option, Object raw) {
        option(option).value(raw);
    }

    /** The record's values by option name, in the record's order. */
    public Map<String, Object> values(T record) {
        Map<String, Object> values = new LinkedHashMap<>();
        try {
            for (RecordComponent component : this.type.getRecordComponents()) {
                values.put(component.getName(), component.getAccessor().invoke(record));
            }
        }
        catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
        return values;
    }

    /** The properties of its JSON Schema by option name. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        this.options.forEach((option) -> properties.put(option.name(), option.schema()));
        return properties;
    }

    private Object value(OptionSpec option, Map<String, ?> raw) {
        Object given = raw.get(option.name());
        if (given == null) {
            given = option.defaultValue();
        }
        if (given == null) {
            throw Problem.invalid("%s: %s is missing; it must be %s", this.name, option.name(), option.allowed());
        }
        return option.value(given);
    }

    private OptionSpec option(String given) {
        for (OptionSpec option : this.options) {
            if (option.name().equals(given)) {
                return option;
            }
        }
        List<String> names = this.options.stream().map(OptionSpec::name).toList();
        String hint = Nearest.to(given, names).map("; did you mean \"%s\"?"::formatted).orElse("");
        throw Problem.invalid("%s has no option \"%.60s\"; it has %s%s", this.name, given, String.join(", ", names),
                hint);
    }

}
