package dev.rushes.server.http;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;

import dev.rushes.models.Problem;
import dev.rushes.workers.job.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Writes answers. */
final class Replies {

    private static final Logger LOG = System.getLogger(Replies.class.getName());

    private Replies() {
    }

    static void send(HttpServerRequest request, Reply reply) {
        HttpServerResponse response = request.response();
        if (over(response)) {
            return;
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        if (reply.body() == null) {
            Future<Void> sent = response.end();
            if (last(response)) {
                sent.onComplete((_) -> request.connection().close());
            }
            return;
        }
        write(request, "application/json", reply.body());
    }

    static void fail(HttpServerRequest request, Throwable trouble) {
        Map<String, String> headers = Map.of();
        ProblemDocument document;
        switch (trouble) {
            case HttpProblem problem -> {
                document = problem.document();
                headers = problem.headers();
            }
            case Problem problem -> {
                document = ProblemDocument.of(problem);
                if (problem.kind() == Problem.Kind.INTERNAL) {
                    LOG.log(Level.ERROR, request.method() + " " + request.path(), problem);
                }
            }
            default -> {
                LOG.log(Level.ERROR, request.method() + " " + request.path(), trouble);
                document = ProblemDocument.of(Problem.internal(trouble, "the server failed; its log says more"));
            }
        }
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            // the answer has begun: only a cut connection tells that it is not whole
            request.connection().close();
            return;
        }
        if (document.status() == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, "5");
        }
        headers.forEach(response::putHeader);
        response.setStatusCode(document.status());
        write(request, ProblemDocument.CONTENT_TYPE, document);
    }

    private static boolean over(HttpServerResponse response) {
        return response.ended() || response.headWritten() || response.closed();
    }

    private static void write(HttpServerRequest request, String type, Object document) {
        Buffer body = Buffer.buffer(Json.line(document));
        HttpServerResponse response = request.response()
            .putHeader(HttpHeaders.CONTENT_TYPE, type)
            .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
        if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        }
        else if (Leftover.of(request)) {
            Leftover.answer(request, body);
        }
        else if (last(response)) {
            response.end(body).onComplete((_) -> request.connection().close());
        }
        else {
            response.end(body);
        }
    }

    /** Whether the connection is of no more use after an answer. */
    static boolean last(HttpServerResponse response) {
        return response.headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
    }

}
