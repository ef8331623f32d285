package dev.rushes.workers.job;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/**
 * What is wrong with a document, in words for whoever wrote it: the library's own
 * sentences name its classes and switches.
 */
final class JsonFault {

    private static final Pattern LIMIT = Pattern
        .compile("\\((\\d+)\\) exceeds the maximum (?:allowed )?(?:length )?\\((\\d+)");

    private static final Pattern QUOTED = Pattern.compile("'(.{1,40}?)'(?: \\(code|:|$)", Pattern.DOTALL);

    private JsonFault() {
    }

    /** A part of a sentence, without the place. */
    static String of(JsonProcessingException wrong) {
        String message = String.valueOf(wrong.getOriginalMessage());
        return switch (wrong) {
            case StreamConstraintsException _ -> limit(message);
            case JsonEOFException _ -> "it ends too soon";
            case MismatchedInputException mismatch -> mismatch(mismatch, message);
            case InputCoercionException _ -> "a number is too large";
            default -> syntax(message);
        };
    }

    /** Such as "line 2 column 7". */
    static String place(JsonProcessingException wrong) {
        JsonLocation location = wrong.getLocation();
        return (location != null) ? "line %d column %d".formatted(location.getLineNr(), location.getColumnNr())
                : "line 1";
    }

    private static String limit(String message) {
        Matcher numbers = LIMIT.matcher(message);
        String most = numbers.find() ? numbers.group(2) : "the limit";
        if (message.contains("nesting depth")) {
            return "it is nested deeper than %s levels".formatted(most);
        }
        if (message.startsWith("Number")) {
            return "a number is longer than %s digits".formatted(most);
        }
        if (message.startsWith("Name")) {
            return "a field's name is longer than %s characters".formatted(most);
        }
        return message.startsWith("String") ? "a text is longer than %s characters".formatted(most)
                : "it is larger than %s".formatted(most);
    }

    private static String mismatch(MismatchedInputException wrong, String message) {
        if (message.startsWith("Trailing token")) {
            return "there is more after the end of the document";
        }
        if (message.endsWith("not a path")) {
            return "it is no path";
        }
        return "it must be " + wanted(wrong.getTargetType());
    }

    private static String wanted(Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type == String.class || type == Path.class) {
            return "a text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a whole number";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        boolean fields = type.isRecord() || Map.class.isAssignableFrom(type) || JsonNode.class.isAssignableFrom(type);
        return fields ? "an object of fields" : "of another type";
    }

    private static String syntax(String message) {
        Matcher quoted = QUOTED.matcher(message);
        String what = quoted.find() ? quoted.group(1) : null;
        if (message.startsWith("Duplicate field") || message.startsWith("Duplicate Object property")) {
            return "the field \"%s\" stands there twice".formatted(message.replaceAll("^[^'\"]*['\"]|['\"]$", ""));
        }
        if (message.startsWith("Illegal unquoted character") || message.startsWith("Illegal character")) {
            return "a control character within a text must be written as \\n, \\t or \\u0000";
        }
        if (message.startsWith("Unrecognized character escape") && what != null) {
            return "there is no escape \\%s".formatted(what);
        }
        if ((message.startsWith("Unrecognized token") || message.startsWith("Non-standard token")) && what != null) {
            return "\"%s\" is no value; texts stand in double quotes".formatted(what);
        }
        if (message.startsWith("Unexpected character") && what != null) {
            return what.codePoints().allMatch(JsonFault::shown) ? "%s is not expected there".formatted(what)
                    : "a character that cannot be seen is not expected there; send plain UTF-8";
        }
        return message.contains("umeric value") || message.contains("umber") ? "a number is not written as JSON does"
                : "it is not written as JSON does";
    }

    private static boolean shown(int letter) {
        int type = Character.getType(letter);
        return letter != 0xFFFD && type != Character.FORMAT && type != Character.CONTROL && type != Character.SURROGATE
                && type != Character.UNASSIGNED;
    }

}
