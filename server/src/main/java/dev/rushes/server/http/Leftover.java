package dev.rushes.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * A request that is answered before its body was read. To close at once would reset the
 * connection and the client, still sending, would never see why; to read on would take in
 * 50 GB for nothing. So the answer goes out, and what comes is thrown away for a little
 * while.
 */
final class Leftover {

    private static final long BYTES = 4 << 20;

    private static final long MILLIS = 5_000;

    private Leftover() {
    }

    /** Whether a body was announced of which something has not been read. */
    static boolean of(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean body = (length != null) ? !length.equals("0")
                : request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        return body && !request.isEnded();
    }

    /** Answers, then ends the exchange when the body has ended or has had its chance. */
    static void answer(HttpServerRequest request, Buffer answer) {
        HttpServerResponse response = request.response();
        boolean waits = request.headers().contains(HttpHeaders.EXPECT);
        if (waits) {
            // it has not begun to send and need not
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            response.end(answer).onComplete((_) -> request.connection().close());
            return;
        }
        response.write(answer);
        Vertx vertx = Vertx.currentContext().owner();
        long[] left = { BYTES };
        long timer = vertx.setTimer(MILLIS, (_) -> cut(request));
        request.handler((chunk) -> {
            left[0] -= chunk.length();
            if (left[0] < 0) {
                vertx.cancelTimer(timer);
                cut(request);
            }
        });
        request.endHandler((_) -> {
            vertx.cancelTimer(timer);
            if (Replies.last(response)) {
                cut(request);
            }
            else if (!response.ended()) {
                response.end();
            }
        });
        request.exceptionHandler((_) -> vertx.cancelTimer(timer));
        request.resume();
    }

    private static void cut(HttpServerRequest request) {
        if (!request.response().ended() && !request.response().closed()) {
            request.response().end().onComplete((_) -> request.connection().close());
        }
    }

}
