package dev.rushes.server.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** A refusal for which HTTP has a status of its own, such as 401, 413 or 429. */
public final class HttpProblem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient ProblemDocument document;

    private final transient Map<String, String> headers = new LinkedHashMap<>();

    /**
     * A refusal.
     * @param name of the kind, stable, such as "too-large"
     * @param detail one sentence: what, where and what to do
     */
    public HttpProblem(int status, String name, String title, String detail) {
        super(detail, null, false, false);
        this.document = ProblemDocument.of(status, name, title, detail);
    }

    /** Adds a header that belongs to the refusal, such as {@code Retry-After}. */
    public HttpProblem with(String header, String value) {
        this.headers.put(header, value);
        return this;
    }

    /** HTTP's status. */
    public int status() {
        return this.document.status();
    }

    ProblemDocument document() {
        return this.document;
    }

    Map<String, String> headers() {
        return this.headers;
    }

}
