package dev.rushes.server.http;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** A request whose body has not been read, as a {@link Route.Stream} sees it. */
public final class Exchange {

    private final HttpServerRequest request;

    private final Caller caller;

    private final Context context;

    private final Executor threads;

    Exchange(HttpServerRequest request, Caller caller, Context context, Executor threads) {
        this.request = request;
        this.caller = caller;
        this.context = context;
        this.threads = threads;
    }

    /** Paused; whoever wants the body sets its handlers and resumes it. */
    public HttpServerRequest request() {
        return this.request;
    }

    public HttpServerResponse response() {
        return this.request.response();
    }

    public Caller caller() {
        return this.caller;
    }

    /** The event loop's context that this exchange belongs to. */
    public Context context() {
        return this.context;
    }

    /**
     * Does what may block on a virtual thread; the result comes back to the event loop.
     */
    public <T> Future<T> blocking(Callable<T> work) {
        return blocking(this.threads, work);
    }

    /**
     * The same on other threads, for work that keeps a processor busy: virtual threads
     * are not taken off theirs, so that all others would wait.
     * @throws java.util.concurrent.RejectedExecutionException if they take no more
     */
    public <T> Future<T> blocking(Executor where, Callable<T> work) {
        Promise<T> promise = Promise.promise();
        where.execute(() -> {
            try {
                T result = work.call();
                this.context.runOnContext((_) -> promise.complete(result));
            }
            catch (Exception | Error trouble) {
                this.context.runOnContext((_) -> promise.fail(trouble));
            }
        });
        return promise.future();
    }

    /** Lets a client send its body that waits to be told so; best after all checks. */
    public void proceed() {
        Continue.send(this.request);
    }

    /**
     * Reads a body that is a document larger than usual.
     * @param bytes that it may have
     * @param then is given it as text; not called if the body is refused, which is
     * answered
     */
    public void document(int bytes, Handler<String> then) {
        SmallBody.read(this.request, bytes, then);
    }

    /** Answers, in place of a body of its own. */
    public void reply(Reply reply) {
        Replies.send(this.request, reply);
    }

    /** Answers with a problem document. */
    public void fail(Throwable trouble) {
        Replies.fail(this.request, trouble);
    }

}
