package dev.rushes.server.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Puts the route table before the world: who asks is settled first, then small bodies are
 * read for actions, and everything that may block leaves the event loop.
 */
public final class Api {

    /** What these do is in the address alone. */
    private static final Set<HttpMethod> BODILESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.DELETE);

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

    /**
     * The handler for all requests. What can be got can be asked for its head too, unless
     * the table says otherwise.
     */
    public Router router(Vertx vertx, List<Route> routes) {
        Router router = Router.router(vertx);
        router.route().handler(MethodOverride::apply);
        Map<String, Set<String>> methods = new TreeMap<>();
        routes.forEach(
                (route) -> methods.computeIfAbsent(route.path(), (_) -> new TreeSet<>()).add(route.method().name()));
        for (Route route : routes) {
            add(router, route.method(), route);
            if (route.method().equals(HttpMethod.GET) && methods.get(route.path()).add("HEAD")) {
                add(router, HttpMethod.HEAD, route);
            }
        }
        // after all routes: whoever comes this far has the path right and the method
        // wrong
        methods.forEach((path, allowed) -> router.route(pattern(path))
            .handler((context) -> Replies.fail(context.request(), notAllowed(context, allowed))));
        Pages pages = new Pages();
        router.route().handler((context) -> pages.serve(context.request(), context::next));
        router.errorHandler(404, (context) -> fail(context, 404, "not-found", "There is no such thing",
                "nothing is at %.200s; /openapi.json lists what there is".formatted(context.request().path())));
        router.errorHandler(400, (context) -> fail(context, 400, "invalid", "The request is wrong",
                "the path %.200s cannot be read".formatted(context.request().path())));
        router.errorHandler(500, (context) -> Replies.fail(context.request(), context.failure()));
        return router;
    }

    private void add(Router router, HttpMethod method, Route route) {
        router.route(method, pattern(route.path())).handler((context) -> serve(route, context));
    }

    private static String pattern(String path) {
        return path.replaceAll("\\{(\\w+)}", ":$1");
    }

    private static HttpProblem notAllowed(RoutingContext context, Set<String> allowed) {
        String list = String.join(", ", allowed);
        return new HttpProblem(405, "method-not-allowed", "Not with this method",
                "%s cannot be done to %.200s, but %s can".formatted(context.request().method(),
                        context.request().path(), list))
            .with("Allow", list);
    }

    private static void fail(RoutingContext context, int status, String name, String title, String detail) {
        Replies.fail(context.request(), new HttpProblem(status, name, title, detail));
    }

    private void serve(Route route, RoutingContext routing) {
        HttpServerRequest request = routing.request();
        request.pause();
        MultiMap asked;
        try {
            asked = QueryNames.read(request);
            // what the path says comes after what the query says
            request.params().clear().addAll(asked);
        }
        catch (RuntimeException wrong) {
            Replies.fail(request, wrong);
            return;
        }
        routing.pathParams().forEach((name, value) -> request.params().set(name, value));
        Context context = routing.vertx().getOrCreateContext();
        blocking(request, context, () -> admit(route, request, asked), (caller) -> {
            switch (route.answer()) {
                case Route.Stream stream -> {
                    try {
                        stream.serve(new Exchange(request, caller, context, this.threads));
                    }
                    catch (RuntimeException trouble) {
                        Replies.fail(request, trouble);
                    }
                }
                case Route.Action action -> SmallBody.read(request,
                        (body) -> blocking(request, context, () -> answer(action, new Call(request, caller, body)),
                                (reply) -> Replies.send(request, reply)));
            }
        });
    }

    /**
     * Settles who asks, and only for those who may whether they ask for what there is.
     */
    private Caller admit(Route route, HttpServerRequest request, MultiMap asked) {
        Caller caller = admit(route, request);
        // what watches servers adds parameters of its own to /metrics and the like
        if (route.path().startsWith("/v1/")) {
            QueryNames.check(asked, route.query());
        }
        return caller;
    }

    private static Reply answer(Route.Action action, Call call) throws Exception {
        if (BODILESS.contains(call.request().method())) {
            call.bodiless();
        }
        return action.answer(call);
    }

    private Caller admit(Route route, HttpServerRequest request) {
        if (route.scope() == Scope.NONE) {
            return Caller.NOBODY;
        }
        Caller caller = this.gate.admit(request);
        if (!caller.scope().allows(route.scope())) {
            throw new HttpProblem(403, "forbidden", "The key does not allow that",
                    "the key \"%s\" has the scope %s and this needs %s".formatted(caller.name(),
                            caller.scope().name().toLowerCase(Locale.ROOT),
                            route.scope().name().toLowerCase(Locale.ROOT)));
        }
        return caller;
    }

    private <T> void blocking(HttpServerRequest request, Context context, Callable<T> work, Handler<T> then) {
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
