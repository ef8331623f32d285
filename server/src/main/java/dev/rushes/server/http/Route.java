package dev.rushes.server.http;

import java.util.List;

import io.vertx.core.http.HttpMethod;

/**
 * One line of the route table.
 *
 * @param method HTTP's
 * @param path as OpenAPI writes it, such as {@code /v1/jobs/{id}}
 * @param scope what the caller needs
 * @param answer an {@link Action} or a {@link Stream}
 * @param query names that the address may have behind its question mark
 */
public record Route(HttpMethod method, String path, Scope scope, Answer answer, List<String> query) {

    /** One whose address has no query. */
    public Route(HttpMethod method, String path, Scope scope, Answer answer) {
        this(method, path, scope, answer, List.of());
    }

    /** How a route is answered. */
    public sealed interface Answer permits Action, Stream {

    }

    /**
     * Reads a small body, may block (it runs on a virtual thread), gives a reply.
     */
    @FunctionalInterface
    public non-sealed interface Action extends Answer {

        Reply answer(Call call) throws Exception;

    }

    /**
     * Handles the request itself, on the event loop and with the body paused: uploads,
     * downloads, event streams. Never blocks; blocking parts go through
     * {@link Exchange#blocking}.
     */
    @FunctionalInterface
    public non-sealed interface Stream extends Answer {

        void serve(Exchange exchange);

    }

    public static Route get(String path, Action action) {
        return new Route(HttpMethod.GET, path, Scope.READ, action);
    }

    public static Route post(String path, Scope scope, Action action) {
        return new Route(HttpMethod.POST, path, scope, action);
    }

    public static Route put(String path, Scope scope, Action action) {
        return new Route(HttpMethod.PUT, path, scope, action);
    }

    public static Route patch(String path, Scope scope, Action action) {
        return new Route(HttpMethod.PATCH, path, scope, action);
    }

    public static Route delete(String path, Scope scope, Action action) {
        return new Route(HttpMethod.DELETE, path, scope, action);
    }

    /** The same with these names, each of which may be left out, in its query. */
    public Route taking(String... names) {
        return new Route(this.method, this.path, this.scope, this.answer, List.of(names));
    }

    public static Route stream(HttpMethod method, String path, Scope scope, Stream stream) {
        return new Route(method, path, scope, stream);
    }

}
