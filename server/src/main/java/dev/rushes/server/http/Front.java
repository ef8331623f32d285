package dev.rushes.server.http;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/**
 * Listens, and lets nothing through to the routes that is too large, too slow or from
 * somebody else's page.
 */
public final class Front {

    static final int LINE_BYTES = 8 << 10;

    /** A tus client that joins uploads names them all in one header. */
    static final int HEADER_BYTES = 32 << 10;

    private static final int CHUNK_BYTES = 64 << 10;

    /** For whatever has no shorter patience of its own; joining uploads takes minutes. */
    private static final int IDLE_SECONDS = 900;

    private static final Duration SILENCE = Duration.ofSeconds(75);

    private static final int CONNECTIONS = 1024;

    private static final long SWEEP_MILLIS = 1_000;

    private Front() {
    }

    /**
     * Starts to listen.
     * @param bind an address of this machine
     * @param port 1 to 65535, or 0 for any free one
     * @param allowed names besides the loopback ones and the bound address under which
     * the server may be asked for
     */
    public static Future<HttpServer> listen(Vertx vertx, String bind, int port, List<String> allowed, Clock clock,
            Handler<HttpServerRequest> routes) {
        return listen(vertx, bind, port, allowed, new Connections(clock, CONNECTIONS, SILENCE), routes);
    }

    static Future<HttpServer> listen(Vertx vertx, String bind, int port, List<String> allowed, Connections connections,
            Handler<HttpServerRequest> routes) {
        Origins origins = new Origins(bind, allowed);
        HttpServer server = vertx.createHttpServer(options().setHost(bind).setPort(port));
        server.connectionHandler((connection) -> {
            Chunks.watch(connection);
            DirectBody.prepare(connection);
            connections.opened(connection);
        });
        server.invalidRequestHandler((request) -> {
            if (connections.asked(request)) {
                connections.last(request);
                Unreadable.answer(request);
            }
        });
        server.requestHandler((request) -> {
            if (!connections.asked(request)) {
                return;
            }
            Headers.add(request.response());
            try {
                if (Framing.chunked(request)) {
                    connections.last(request);
                }
                try {
                    Framing.check(request);
                }
                catch (HttpProblem misunderstood) {
                    // nobody knows where it ends, and what follows it may be a part of it
                    connections.last(request);
                    throw misunderstood;
                }
                origins.check(request);
                routes.handle(request);
            }
            catch (RuntimeException trouble) {
                Replies.fail(request, trouble);
            }
        });
        return server.listen().onSuccess((_) -> vertx.setPeriodic(SWEEP_MILLIS, (_) -> connections.sweep()));
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions().setMaxInitialLineLength(LINE_BYTES)
            .setMaxHeaderSize(HEADER_BYTES)
            .setMaxChunkSize(CHUNK_BYTES)
            .setIdleTimeout(IDLE_SECONDS)
            .setTcpKeepAlive(true)
            // browsers speak HTTP/2 by TLS only, so to the proxy that has the
            // certificate;
            // without it a connection that says nothing is not even known to be there
            .setHttp2ClearTextEnabled(false);
    }

}
