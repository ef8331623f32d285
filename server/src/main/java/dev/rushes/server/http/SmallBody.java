package dev.rushes.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import dev.rushes.models.Problem;
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

    /** A form of another page can send none of these without asking first. */
    private static final Pattern JSON = Pattern.compile("(?i)application/([a-z0-9.+-]+\\+)?json\\s*(;.*)?");

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
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && Leftover.of(request) && !JSON.matcher(type.strip()).matches()) {
            Replies.fail(request, new HttpProblem(415, "content-type", "The content has another type",
                    "documents are JSON, not \"%.60s\"; send Content-Type: application/json".formatted(type)));
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
            if (Chunks.broken(request)) {
                Replies.fail(request, Chunks.problem());
            }
            else {
                text(request, body, then);
            }
        });
        Continue.send(request);
        request.resume();
    }

    private static void text(HttpServerRequest request, Buffer body, Handler<String> then) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes())).toString();
        }
        catch (CharacterCodingException wrong) {
            Replies.fail(request, Problem.invalid("the body is not UTF-8"));
            return;
        }
        then.handle(text);
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
