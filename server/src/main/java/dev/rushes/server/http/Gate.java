package dev.rushes.server.http;

import io.vertx.core.http.HttpServerRequest;

/** Decides who asks, from the request's head. May block: it runs on a virtual thread. */
@FunctionalInterface
public interface Gate {

    /**
     * Who asks.
     * @throws HttpProblem 401, 403 or 429
     */
    Caller admit(HttpServerRequest request);

}
