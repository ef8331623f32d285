package dev.rushes.workers.operations;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.rushes.models.Nearest;
import dev.rushes.models.Problem;

/**
 * One option as its {@link Option} annotation describes it.
 *
 * @param owner what it belongs to, such as "denoise"
 * @param name in a recipe file, the record component's own
 * @param flag on the command line
 * @param help one sentence without its full stop
 * @param whole true for a whole number, false for a number or text
 * @param words that stand for a value
 * @param min, max inclusive; NaN if it is no number
 * @param choices the only values; empty if the list is open
 * @param defaultValue null if it must be given
 * @param bare what the bare flag means, or null
 */
public record OptionSpec(String owner, String name, String flag, String help, boolean whole, List<String> words,
        double min, double max, List<String> choices, String defaultValue, String bare) {

    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,9}([.][0-9]{1,9})?");

    static OptionSpec of(String owner, RecordComponent component) {
        Option option = component.getAnnotation(Option.class);
        if (option == null) {
            throw new IllegalStateException(owner + "." + component.getName() + " has no @Option");
        }
        return new OptionSpec(owner, component.getName(), option.flag(), option.help(),
                component.getType() == int.class, List.of(option.words()), option.min(), option.max(),
                List.of(option.choices()), given(option.defaultValue()), given(option.bare()));
    }

    /** Whether a number may be given. */
    public boolean numeric() {
        return !Double.isNaN(this.min) && !Double.isNaN(this.max);
    }

    /** The values as a usage line shows them, such as {@code auto|0..100}. */
    public String usage() {
        List<String> parts = new ArrayList<>(this.words);
        parts.addAll(this.choices);
        if (numeric()) {
            parts.add(plain(this.min) + ".." + plain(this.max));
        }
        return parts.isEmpty() ? "ID" : String.join("|", parts);
    }

    /** The values in words, such as "auto or a number from 0 to 100". */
    public String allowed() {
        List<String> parts = new ArrayList<>(this.words);
        parts.addAll(this.choices);
        if (numeric()) {
            parts
                .add("a " + (this.whole ? "whole " : "") + "number from " + plain(this.min) + " to " + plain(this.max));
        }
        return switch (parts.size()) {
            case 0 -> "a word";
            case 1 -> parts.getFirst();
            default -> String.join(", ", parts.subList(0, parts.size() - 1)) + " or " + parts.getLast();
        };
    }

    /** Whether this text is one of the values. */
    public boolean accepts(String text) {
        return canonical(text).isPresent();
    }

    /**
     * The record component's value.
     * @param raw a string or a number, from a flag or a file
     * @throws Problem INVALID with a sentence that names owner, option, value and what is
     * allowed
     */
    Object value(Object raw) {
        String text = canonical(raw).orElseThrow(() -> refusal(raw));
        return this.whole ? (Object) Integer.valueOf(text) : text;
    }

    /** The same in JSON Schema. */
    Map<String, Object> schema() {
        List<Object> fixed = new ArrayList<>(this.words);
        this.choices.forEach((choice) -> fixed.add(this.whole ? (Object) Integer.valueOf(choice) : choice));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", this.help);
        if (numeric() && fixed.isEmpty()) {
            schema.putAll(range());
        }
        else if (numeric()) {
            schema.put("oneOf", List.of(Map.of("enum", fixed), range()));
        }
        else if (fixed.isEmpty()) {
            schema.put("type", "string");
        }
        else {
            schema.put("enum", fixed);
        }
        if (this.defaultValue != null) {
            schema.put("default", this.defaultValue);
        }
        return schema;
    }

    private Map<String, Object> range() {
        Map<String, Object> range = new LinkedHashMap<>();
        range.put("type", this.whole ? "integer" : "number");
        range.put("minimum", this.min);
        range.put("maximum", this.max);
        return range;
    }

    /** One spelling for each value, so that equal requests are equal records. */
    private Optional<String> canonical(Object raw) {
        if (raw instanceof String text && (this.words.contains(text) || this.choices.contains(text))) {
            return Optional.of(text);
        }
        boolean open = this.choices.isEmpty() && !numeric();
        if (open) {
            return Optional.ofNullable(raw)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter((s) -> !s.isBlank());
        }
        return decimal(raw).filter(this::inRange)
            .map((number) -> number.stripTrailingZeros().toPlainString())
            .filter((digits) -> this.choices.isEmpty() || this.choices.contains(digits))
            .filter((digits) -> !this.whole || digits.indexOf('.') < 0);
    }

    private boolean inRange(BigDecimal number) {
        if (!numeric()) {
            return true;
        }
        return number.compareTo(BigDecimal.valueOf(this.min)) >= 0
                && number.compareTo(BigDecimal.valueOf(this.max)) <= 0;
    }

    private static Optional<BigDecimal> decimal(Object raw) {
        if (raw instanceof Double d) {
            return Double.isFinite(d) ? Optional.of(BigDecimal.valueOf(d)) : Optional.empty();
        }
        if (raw instanceof Number || raw instanceof String) {
            // the pattern keeps 1e999999999 from becoming a gigabyte of digits
            return Optional.of(raw.toString()).filter((s) -> DECIMAL.matcher(s).matches()).map(BigDecimal::new);
        }
        return Optional.empty();
    }

    private Problem refusal(Object raw) {
        String hint = Nearest
            .to(String.valueOf(raw), Stream.concat(this.words.stream(), this.choices.stream()).toList())
            .map("; did you mean \"%s\"?"::formatted)
            .orElse("");
        return Problem.invalid("%s: %s must be %s, not %s%s", this.owner, this.name, allowed(), shown(raw), hint);
    }

    /** A stranger's value in a sentence: quoted if it is text, and short. */
    private static String shown(Object raw) {
        String text = String.valueOf(raw);
        String brief = (text.length() > 60) ? text.substring(0, 60) + "…" : text;
        return switch (raw) {
            case String _ -> "\"" + brief + "\"";
            case Map<?, ?> _ -> "a group of fields";
            case Collection<?> _ -> "a list";
            case null, default -> brief;
        };
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static String given(String text) {
        return text.isEmpty() ? null : text;
    }

}
