package dev.rushes.models;

import java.util.Objects;

/**
 * The only exception that crosses a border between packages: a kind, which a front end
 * translates once (to an exit code, to an HTTP status), and one sentence that says what
 * is wrong, where, and what to do.
 */
public final class Problem extends RuntimeException {

    /** What sort of trouble it is; the list is closed. */
    public enum Kind {

        /** The request is wrong and will stay wrong. */
        INVALID,
        /**
         * The file was opened and is not usable footage: empty, truncated, hostile or of
         * no known format. The request itself was right.
         */
        MEDIA,
        /** Understood, but this build or this machine cannot do it. */
        UNSUPPORTED,
        /** Something named does not exist. */
        NOT_FOUND,
        /** Somebody else is at work on the same thing; try again later. */
        CONFLICT,
        /** A person or the system asked to stop. */
        CANCELLED,
        /**
         * Memory, disk or another bounded thing is used up; try again later or with less.
         */
        EXHAUSTED,
        /** Our own fault, or a library's. */
        INTERNAL

    }

    private final Kind kind;

    public Problem(Kind kind, String sentence) {
        this(kind, sentence, null);
    }

    public Problem(Kind kind, String sentence, Throwable cause) {
        super(Objects.requireNonNull(sentence), cause);
        this.kind = Objects.requireNonNull(kind);
    }

    public Kind kind() {
        return kind;
    }

    public static Problem invalid(String format, Object... args) {
        return new Problem(Kind.INVALID, format.formatted(args));
    }

    public static Problem media(String format, Object... args) {
        return new Problem(Kind.MEDIA, format.formatted(args));
    }

    public static Problem unsupported(String format, Object... args) {
        return new Problem(Kind.UNSUPPORTED, format.formatted(args));
    }

    public static Problem notFound(String format, Object... args) {
        return new Problem(Kind.NOT_FOUND, format.formatted(args));
    }

    public static Problem conflict(String format, Object... args) {
        return new Problem(Kind.CONFLICT, format.formatted(args));
    }

    public static Problem cancelled() {
        return new Problem(Kind.CANCELLED, "cancelled");
    }

    public static Problem exhausted(String format, Object... args) {
        return new Problem(Kind.EXHAUSTED, format.formatted(args));
    }

    public static Problem internal(Throwable cause, String format, Object... args) {
        return new Problem(Kind.INTERNAL, format.formatted(args), cause);
    }

}
