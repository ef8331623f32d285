package dev.rushes.server.http;

import java.util.List;
import java.util.concurrent.Executor;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Puts the route table before the world: who asks is settled first, then small bodies are
 * read for actions, and everything that may block leaves the event loop.
 */
public final class Api {

    /** Larger bodies are uploads, which do not come this way. */
    private static final int BODY_LIMIT = 1 << 20;

    private final Gate gate;

    private final Executor threads;

    /**
     * A table's front.
     * @param threads for what may block; unbounded virtual ones, as connections are
     * bounded
     */
    public Api(Gate gate, Executor threads) {
        this.gate = gate;
        this.threads = threads;
    }

    /** The handler for all requests. */
    public Router router(Vertx vertx, List<Route> routes) {
        Router router = Router.router(vertx);
        for (Route route : routes) {
            router.route(route.method(), route.path().replaceAll("\\{(\\w+)}", ":$1"))
                .handler((context) -> serve(route, context));
        }
        router.errorHandler(404, (context) -> fail(context, 404, "not-found", "There is no such thing",
                "nothing is at %s; %s".formatted(context.request().path(), "/openapi.json lists what there is")));
        router.errorHandler(405, (context) -> fail(context, 405, "method-not-allowed", "Not with this method",
                "%s cannot be done to %s".formatted(context.request().method(), context.request().path())));
        router.errorHandler(400, (context) -> fail(context, 400, "invalid", "The request is wrong",
                "the path %s cannot be read".formatted(context.request().path())));
        router.errorHandler(500, (context) -> Replies.fail(context.request(), context.failure()));
        return router;
    }

    private static void fail(RoutingContext context, int status, String name, String title, String detail) {
        Replies.fail(context.request(), new HttpProblem(status, name, title, detail));
    }

    private void serve(Route route, RoutingContext routing) {
        HttpServerRequest request = routing.request();
        request.pause();
        routing.pathParams().forEach((name, value) -> request.params().set(name, value));
        Context context = routing.vertx().getOrCreateContext();
        blocking(request, context, () -> admit(route, request), (caller) -> {
            switch (route.answer()) {
                case Route.Stream stream -> {
                    try {
                        stream.serve(new Exchange(request, caller, context, this.threads));
                    }
                    catch (RuntimeException trouble) {
                        Replies.fail(request, trouble);
                    }
                }
                case Route.Action action -> read(request, (body) -> blocking(request, context,
                        () -> action.answer(new Call(request, caller, body)), (reply) -> Replies.send(request, reply)));
            }
        });
    }

    private Caller admit(Route route, HttpServerRequest request) {
        if (route.scope() == Scope.NONE) {
            return Caller.NOBODY;
        }
        Caller caller = this.gate.admit(request);
        if (!caller.scope().allows(route.scope())) {
            throw new HttpProblem(403, "forbidden", "The key does not allow that",
                    "the key \"%s\" has the scope %s and this needs %s".formatted(caller.name(),
                            caller.scope().name().toLowerCase(java.util.Locale.ROOT),
                            route.scope().name().toLowerCase(java.util.Locale.ROOT)));
        }
        return caller;
    }

    private static void read(HttpServerRequest request, Handler<String> then) {
        Buffer body = Buffer.buffer();
        request.handler((chunk) -> {
            if (body.length() + chunk.length() > BODY_LIMIT) {
                request.handler(null);
                request.endHandler(null);
                Replies.fail(request, new HttpProblem(413, "too-large", "The body is too large",
                        "a body may have %d bytes; footage goes to /v1/uploads or /v1/assets".formatted(BODY_LIMIT)));
            }
            else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler((_) -> then.handle(body.toString()));
        request.resume();
    }

    private <T> void blocking(HttpServerRequest request, Context context, java.util.concurrent.Callable<T> work,
            Handler<T> then) {
        this.threads.execute(() -> {
            try {
                T result = work.call();
                context.runOnContext((_) -> then.handle(result));
            }
            catch (Exception | Error trouble) {
                context.runOnContext((_) -> Replies.fail(request, trouble));
            }
        });
    }

}
