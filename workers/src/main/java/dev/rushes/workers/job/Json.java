package dev.rushes.workers.job;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.rushes.models.Nearest;
import dev.rushes.models.Problem;

/**
 * The one way to write and read our documents: fields in the records' order and in
 * snake_case, maps sorted by key, nulls written, paths as plain strings, unknown and
 * missing fields refused by name.
 */
public final class Json {

    /** A plan of some hundred thousand segments. */
    private static final int LIMIT = 64 << 20;

    private static final Separators LOOKS = Separators.createDefaultInstance()
        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
        .withObjectEmptySeparator("")
        .withArrayEmptySeparator("");

    /** Ours have less than ten; whoever walks through a document does it on the stack. */
    private static final int DEPTH = 100;

    private static final JsonMapper MAPPER = JsonMapper
        .builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
            .build())
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .addModule(new JsonTypes())
        .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
        .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .defaultPrettyPrinter(new DefaultPrettyPrinter(LOOKS).withObjectIndenter(new DefaultIndenter("  ", "\n")))
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();

    private Json() {
    }

    /** The document, indented by two, without a closing line end. */
    public static String write(Object document) {
        try {
            return MAPPER.writeValueAsString(document);
        }
        catch (JsonProcessingException impossible) {
            throw Problem.internal(impossible, "cannot write %s as JSON", document.getClass().getSimpleName());
        }
    }

    /** The document on one line, for logs of one document a line. */
    public static String line(Object document) {
        try {
            return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document);
        }
        catch (JsonProcessingException impossible) {
            throw Problem.internal(impossible, "cannot write %s as JSON", document.getClass().getSimpleName());
        }
    }

    /**
     * Reads a document.
     * @throws Problem INVALID with a sentence that names the field or the line
     */
    public static <T> T read(String text, Class<T> type) {
        try {
            T document = MAPPER.readValue(text, type);
            if (document == null) {
                throw Problem.invalid("the document is null");
            }
            return document;
        }
        catch (JsonProcessingException wrong) {
            throw Problem.invalid("%s", explain(misspelt(text, type).orElse(wrong)));
        }
    }

    /**
     * Reads a document that another version may have written: what is missing is null, 0
     * or false, and what is not known is left out.
     * @throws Problem INVALID with a sentence that names the field or the line
     */
    public static <T> T readAnyVersion(String text, Class<T> type) {
        try {
            return MAPPER.readerFor(type)
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .readValue(text);
        }
        catch (JsonProcessingException wrong) {
            throw Problem.invalid("%s", explain(wrong));
        }
    }

    /**
     * The same of a file of at most 64 MiB.
     * @throws Problem NOT_FOUND, or INVALID with a sentence that names the file and the
     * field or the line
     */
    public static <T> T readAnyVersion(Path file, Class<T> type) {
        String text = TextFile.read(file, LIMIT);
        try {
            return readAnyVersion(text, type);
        }
        catch (Problem problem) {
            throw Problem.invalid("%s: %s", file.getFileName(), problem.getMessage());
        }
    }

    /**
     * Reads a file of at most 64 MiB.
     * @throws Problem NOT_FOUND, or INVALID with a sentence that names the file and the
     * field or the line
     */
    public static <T> T read(Path file, Class<T> type) {
        String text = TextFile.read(file, LIMIT);
        try {
            return read(text, type);
        }
        catch (Problem problem) {
            throw Problem.invalid("%s: %s", file.getFileName(), problem.getMessage());
        }
    }

    /** A library's message as part of a sentence: its first line, and not too long. */
    static String sentence(String message) {
        String first = String.valueOf(message).lines().findFirst().orElse("").strip();
        return (first.length() > 200) ? first.substring(0, 200) + "…" : first;
    }

    /**
     * Where a field is both missing and misspelt, Jackson complains of the missing one;
     * the misspelt one helps more.
     */
    private static Optional<JsonProcessingException> misspelt(String text, Class<?> type) {
        try {
            MAPPER.readerFor(type)
                .without(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .readValue(text);
            return Optional.empty();
        }
        catch (UnrecognizedPropertyException unknown) {
            return Optional.of(unknown);
        }
        catch (JsonProcessingException other) {
            return Optional.empty();
        }
    }

    private static String explain(JsonProcessingException wrong) {
        if (wrong.getCause() instanceof Problem problem) {
            return problem.getMessage();
        }
        if (wrong instanceof UnrecognizedPropertyException unknown) {
            Collection<Object> known = unknown.getKnownPropertyIds();
            List<String> names = known.stream().map(String::valueOf).sorted().toList();
            String hint = Nearest.to(unknown.getPropertyName(), names)
                .map("; did you mean \"%s\"?"::formatted)
                .orElse("");
            return "unknown field \"%s\"; there are %s%s".formatted(field(unknown), String.join(", ", names), hint);
        }
        if (wrong.getCause() instanceof JsonParseException || wrong.getCause() instanceof StreamConstraintsException) {
            return explain((JsonProcessingException) wrong.getCause());
        }
        if (wrong instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            if (wrong.getOriginalMessage().startsWith("Missing creator property")) {
                return "field \"%s\" is missing".formatted(field(mapping));
            }
            return "field \"%s\": %s".formatted(field(mapping),
                    JsonFault.of((wrong.getCause() instanceof JsonProcessingException cause) ? cause : wrong));
        }
        boolean document = wrong instanceof JsonMappingException;
        return document ? "the document cannot be used: " + JsonFault.of(wrong)
                : "not JSON, %s: %s".formatted(JsonFault.place(wrong), JsonFault.of(wrong));
    }

    /** Such as {@code tasks[2].frames}. */
    private static String field(JsonMappingException wrong) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : wrong.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            }
            else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

}
