package dev.rushes.server.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Reads a body whole that is a document: of bounded size, in bounded time. */
final class SmallBody {

    /** Larger bodies are uploads, which do not come this way. */
    private static final int BYTES = 1 << 20;

    private static final long MILLIS = 30_000;

    private SmallBody() {
    }

    static void read(HttpServerRequest request, Handler<String> then) {
        read(request, BYTES, then);
    }

    /** The same for one that may have more bytes than usual. */
    static void read(HttpServerRequest request, int bytes, Handler<String> then) {
        if (announced(request) > bytes) {
            Replies.fail(request, tooLarge(bytes));
            return;
        }
        Vertx vertx = Vertx.currentContext().owner();
        long timer = vertx.setTimer(MILLIS, (_) -> {
            silence(request);
            Replies.fail(request, new HttpProblem(408, "timeout", "The request took too long",
                    "the body did not arrive within %d seconds; send it again".formatted(MILLIS / 1000)));
        });
        Buffer body = Buffer.buffer();
        request.handler((chunk) -> {
            if (body.length() + chunk.length() > bytes) {
                vertx.cancelTimer(timer);
                silence(request);
                Replies.fail(request, tooLarge(bytes));
            }
            else {
                body.appendBuffer(chunk);
            }
        });
        request.exceptionHandler((_) -> vertx.cancelTimer(timer));
        request.endHandler((_) -> {
            vertx.cancelTimer(timer);
            then.handle(body.toString());
        });
        Continue.send(request);
        request.resume();
    }

    private static void silence(HttpServerRequest request) {
        request.pause();
        request.handler(null);
        request.endHandler(null);
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return (length != null) ? Long.parseLong(length) : 0;
        }
        catch (NumberFormatException notOne) {
            return Long.MAX_VALUE;
        }
    }

    private static HttpProblem tooLarge(int bytes) {
        return new HttpProblem(413, "too-large", "The body is too large",
                "a document may have %d bytes; footage goes to /v1/uploads or /v1/assets".formatted(bytes));
    }

}
