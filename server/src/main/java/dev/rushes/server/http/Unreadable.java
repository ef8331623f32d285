package dev.rushes.server.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;

/** Answers what is no request: Vert.x's own answers have no body. */
final class Unreadable {

    private Unreadable() {
    }

    /** After the answer the connection is to be closed, as its header must say. */
    static void answer(HttpServerRequest request) {
        Headers.add(request.response());
        Replies.fail(request, problem(request.decoderResult().cause()));
    }

    private static HttpProblem problem(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> new HttpProblem(414, "too-long", "The address is too long",
                    "the request's first line may have %d bytes".formatted(Front.LINE_BYTES));
            case TooLongHttpHeaderException _ -> new HttpProblem(431, "headers-too-large", "The headers are too large",
                    "a request's headers may have %d bytes together".formatted(Front.HEADER_BYTES));
            case null, default -> new HttpProblem(400, "invalid", "The request is wrong",
                    "what arrived is no HTTP request: its first line or a header cannot be read");
        };
    }

}
