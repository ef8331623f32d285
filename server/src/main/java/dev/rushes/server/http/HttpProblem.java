package dev.rushes.server.http;

/** A refusal for which HTTP has a status of its own, such as 401, 413 or 429. */
public final class HttpProblem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient ProblemDocument document;

    public HttpProblem(int status, String name, String title, String detail) {
        super(detail, null, false, false);
        this.document = ProblemDocument.of(status, name, title, detail);
    }

    ProblemDocument document() {
        return this.document;
    }

}
