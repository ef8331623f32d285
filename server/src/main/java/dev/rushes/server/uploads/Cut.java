package dev.rushes.server.uploads;

import dev.rushes.server.http.HttpProblem;

/**
 * A body ended before its end: the client or the network is gone, or it was told to stop.
 */
final class Cut extends Exception {

    private static final long serialVersionUID = 1;

    private final transient HttpProblem answer;

    /** One that can go on at once. */
    Cut(String why) {
        this(why, new HttpProblem(503, "interrupted", "The upload was interrupted",
                "the upload was interrupted: %s; ask for its offset and go on".formatted(why)));
    }

    /**
     * One of another kind.
     * @param answer for a client that still listens
     */
    Cut(String why, HttpProblem answer) {
        super(why, null, false, false);
        this.answer = answer;
    }

    HttpProblem answer() {
        return this.answer;
    }

}
