package dev.rushes.server.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.rushes.models.Problem;
import dev.rushes.workers.job.Handling;
import dev.rushes.workers.job.Output;
import dev.rushes.workers.operations.OptionSpec;

/**
 * What the engine advises in the command line's words, for those who ask over HTTP: a
 * flag becomes the field of the request that does the same, and advice that names a flag
 * without such a field is left out.
 */
public final class Wording {

    private static final Pattern NO_FIELD = Pattern.compile("[;,(] ?[^;,(]*--[a-z].*$");

    private Wording() {
    }

    /**
     * What is said of an attempt that failed.
     * @param root of the data directory
     */
    public static Problem of(Throwable trouble, Path root) {
        return switch (trouble) {
            case Problem known -> new Problem(known.kind(), ofRequest(named(known.getMessage(), root)), known);
            case OutOfMemoryError _ -> Problem.exhausted("the worker ran out of memory; it is tried again later");
            default -> Problem.internal(trouble, "the worker failed: %s", trouble);
        };
    }

    /** Where files lie is nobody's business: their names alone. */
    private static String named(String sentence, Path root) {
        return sentence
            .replaceAll(Pattern.quote(root.toString()) + "/(blobs/../[0-9a-f]{64}|jobs/[^/]+|previews/[^/]+)/", "");
    }

    /** The sentence in the words of a request. */
    public static String ofRequest(String sentence) {
        String said = fields(sentence, Handling.FORM.options(), "\"options\":{%s}");
        said = fields(said, Output.FORM.options(), "\"output\":{%s} in the recipe");
        return said.contains(" --") ? NO_FIELD.matcher(said).replaceFirst("") : said;
    }

    private static String fields(String sentence, List<OptionSpec> options, String where) {
        String said = sentence;
        for (OptionSpec option : options) {
            Matcher flag = Pattern.compile(Pattern.quote(option.flag()) + "(?![a-z-])(?: ([a-z0-9_]+))?").matcher(said);
            said = flag.replaceAll((match) -> {
                String value = match.group(1);
                boolean meant = value != null && option.accepts(value);
                String field = meant ? where.formatted("\"%s\":\"%s\"".formatted(option.name(), value))
                        : "\"%s\"".formatted(option.name()) + ((value != null) ? " " + value : "");
                return Matcher.quoteReplacement(field);
            });
        }
        return said;
    }

}
