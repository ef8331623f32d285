package dev.rushes.server.http;

import java.util.List;
import java.util.Optional;

import dev.rushes.models.Nearest;
import dev.rushes.models.Problem;
import dev.rushes.server.database.Ids;
import dev.rushes.workers.job.Json;
import io.vertx.core.http.HttpServerRequest;

/** A request with its small body, as an {@link Route.Action} sees it. */
public final class Call {

    private static final int PAGE = 50;

    private static final int LARGEST_PAGE = 500;

    private final HttpServerRequest request;

    private final Caller caller;

    private final String body;

    /**
     * A call.
     * @param body as text; empty for none
     */
    Call(HttpServerRequest request, Caller caller, String body) {
        this.request = request;
        this.caller = caller;
        this.body = body;
    }

    /** The head; the body has been read. */
    public HttpServerRequest request() {
        return this.request;
    }

    public Caller caller() {
        return this.caller;
    }

    /** The body as text; empty if there is none. */
    public String body() {
        return this.body;
    }

    /**
     * The body as a document.
     * @throws Problem INVALID with the field that is wrong
     */
    public <T> T body(Class<T> type) {
        if (this.body.isBlank()) {
            throw Problem.invalid("the body is empty; send a JSON document");
        }
        return Json.read(this.body, type);
    }

    /**
     * Refuses a document where none is read: what it asks for would not be done.
     * @throws Problem INVALID if there is one with anything in it
     */
    public void bodiless() {
        if (!this.body.isBlank() && !this.body.strip().equals("{}")) {
            throw Problem.invalid("%s %.200s takes no document; leave the body out", this.request.method(),
                    this.request.path());
        }
    }

    /** A part of the path, such as {@code id}. */
    public String path(String name) {
        return this.request.getParam(name);
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(this.request.params().get(name)).filter((value) -> !value.isEmpty());
    }

    /**
     * A number of the query.
     * @throws Problem INVALID if it is none, or out of bounds
     */
    public int query(String name, int otherwise, int least, int most) {
        String text = query(name).orElse(null);
        if (text == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        catch (NumberFormatException notOne) {
            // the sentence below says so
        }
        throw Problem.invalid("%s must be a whole number from %d to %d, not \"%.40s\"", name, least, most, text);
    }

    /**
     * How many a part of a list may have; the same for all lists.
     * @throws Problem INVALID if it is no number from 1 to 500
     */
    public int limit() {
        return query("limit", PAGE, 1, LARGEST_PAGE);
    }

    /**
     * The cursor of a list that is sorted by ids.
     * @param kind of the ids
     * @return null for the beginning
     * @throws Problem INVALID if no list has given it
     */
    public String cursor(String kind) {
        String cursor = query("cursor").orElse(null);
        if (cursor != null && !Ids.looksLike(kind, cursor)) {
            throw Problem.invalid("cursor \"%.60s\" is none that a list has given", cursor);
        }
        return cursor;
    }

    /**
     * One of some words.
     * @return null if it is not given
     * @throws Problem INVALID if it is none of them
     */
    public String word(String name, String... known) {
        String word = query(name).orElse(null);
        List<String> words = List.of(known);
        if (word != null && !words.contains(word)) {
            throw Problem.invalid("%s must be one of %s, not \"%.40s\"%s", name, String.join(", ", words), word,
                    Nearest.to(word, words).map("; did you mean %s?"::formatted).orElse(""));
        }
        return word;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(this.request.getHeader(name));
    }

}
