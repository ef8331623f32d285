package dev.rushes.server.http;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import dev.rushes.models.Problem;
import dev.rushes.workers.job.Json;
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
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        if (reply.body() == null) {
            response.end();
            return;
        }
        write(request, "application/json", reply.body());
    }

    static void fail(HttpServerRequest request, Throwable trouble) {
        ProblemDocument document = switch (trouble) {
            case HttpProblem problem -> problem.document();
            case Problem problem -> ProblemDocument.of(problem);
            default -> {
                LOG.log(Level.ERROR, request.method() + " " + request.path(), trouble);
                yield ProblemDocument.of(Problem.internal(trouble, "the server failed; its log says more"));
            }
        };
        HttpServerResponse response = request.response();
        if (response.headWritten()) {
            // the answer has begun: only a cut connection tells that it is not whole
            request.connection().close();
            return;
        }
        if (document.status() == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, "5");
        }
        response.setStatusCode(document.status());
        write(request, ProblemDocument.CONTENT_TYPE, document);
    }

    private static void write(HttpServerRequest request, String type, Object document) {
        Buffer body = Buffer.buffer(Json.line(document));
        HttpServerResponse response = request.response()
            .putHeader(HttpHeaders.CONTENT_TYPE, type)
            .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        }
        else {
            response.end(body);
        }
    }

}
