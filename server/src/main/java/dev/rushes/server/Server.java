package dev.rushes.server;

import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/**
 * The composition root: what {@code main} starts and tests start. It answers
 * {@code GET /healthz} and nothing else yet, to this machine only.
 */
public final class Server implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private static final long PATIENCE_SECONDS = 30;

    private final Vertx vertx;

    private final HttpServer http;

    private Server(Vertx vertx, HttpServer http) {
        this.vertx = vertx;
        this.http = http;
    }

    /**
     * Starts to listen.
     * @param port 1 to 65535, or 0 for any free one
     * @throws IllegalStateException if the port is taken
     */
    public static Server start(int port) {
        Vertx vertx = Vertx.vertx();
        try {
            return new Server(vertx, await(vertx.createHttpServer().requestHandler(Server::answer).listen(port, HOST)));
        }
        catch (RuntimeException failure) {
            await(vertx.close());
            throw failure;
        }
    }

    /** Where it answers. */
    public URI uri() {
        return URI.create("http://" + HOST + ":" + this.http.actualPort());
    }

    /** Stops to listen, then ends all threads. */
    @Override
    public void close() {
        await(this.http.close());
        await(this.vertx.close());
    }

    private static void answer(HttpServerRequest request) {
        if (!request.path().equals("/healthz")) {
            request.response().setStatusCode(404).end();
        }
        else if (!request.method().equals(HttpMethod.GET)) {
            request.response().setStatusCode(405).putHeader(HttpHeaders.ALLOW, "GET").end();
        }
        else {
            request.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end("{\"status\":\"up\"}");
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
        catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", hurried);
        }
    }

}
