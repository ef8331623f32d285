package dev.rushes.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rushes.models.Problem;

/**
 * What went wrong, as RFC 9457 writes it.
 *
 * @param type a stable name, {@code urn:rushes:problem:} and the kind
 * @param title of the kind
 * @param status HTTP's
 * @param detail one sentence: what, where and what to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemDocument(String type, String title, int status, String detail) {

    public static final String CONTENT_TYPE = "application/problem+json";

    private static final String TYPE = "urn:rushes:problem:";

    public ProblemDocument {
        // sentences quote what strangers have sent, and somebody reads them in a terminal
        detail = (detail != null) ? Unseen.marked(detail) : null;
    }

    /** The one translation of problems to HTTP. */
    public static ProblemDocument of(Problem problem) {
        return switch (problem.kind()) {
            case INVALID -> document("invalid", "The request is wrong", 400, problem);
            case UNSUPPORTED -> document("unsupported", "That is not supported", 422, problem);
            case MEDIA -> document("media", "The footage cannot be used", 422, problem);
            case NOT_FOUND -> document("not-found", "There is no such thing", 404, problem);
            case CONFLICT -> document("conflict", "That does not go together with what is", 409, problem);
            case CANCELLED -> document("cancelled", "It was cancelled", 409, problem);
            case EXHAUSTED -> document("exhausted", "Something has run out for now", 503, problem);
            case INTERNAL -> document("internal", "Something broke here", 500, problem);
        };
    }

    private static ProblemDocument document(String name, String title, int status, Problem problem) {
        return new ProblemDocument(TYPE + name, title, status, problem.getMessage());
    }

    /** For what HTTP itself knows and {@link Problem} does not. */
    public static ProblemDocument of(int status, String name, String title, String detail) {
        return new ProblemDocument(TYPE + name, title, status, detail);
    }

}
