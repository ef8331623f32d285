package dev.rushes.workers.cli;

import dev.rushes.models.Problem;

/** What a process ends with; scripts and render farms act on it. */
final class ExitCode {

    static final int DONE = 0;

    /** Ours, a library's or the file's fault; the same again will fail again. */
    static final int FAILED = 1;

    static final int BAD_ARGUMENTS = 2;

    /** EX_TEMPFAIL: the same again may succeed later. */
    static final int TRY_AGAIN = 75;

    /** As a shell reports SIGTERM. */
    static final int CANCELLED = 143;

    private ExitCode() {
    }

    static int of(Problem.Kind kind) {
        return switch (kind) {
            case INVALID, UNSUPPORTED, NOT_FOUND -> BAD_ARGUMENTS;
            case MEDIA, INTERNAL -> FAILED;
            case CONFLICT, EXHAUSTED -> TRY_AGAIN;
            case CANCELLED -> CANCELLED;
        };
    }

}
