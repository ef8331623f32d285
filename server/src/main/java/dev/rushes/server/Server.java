package dev.rushes.server;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.cli.Main;
import dev.rushes.server.http.Api;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.Reply;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import dev.rushes.server.jobs.JobRoutes;
import dev.rushes.server.jobs.Jobs;
import dev.rushes.server.queue.Resource;
import dev.rushes.server.storage.Storage;
import dev.rushes.server.work.Reconciler;
import dev.rushes.server.work.Supervisor;
import dev.rushes.server.work.WorkerCommandLine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import org.jdbi.v3.core.Handle;

/**
 * The composition root: what {@code rushes serve} starts and tests start. Closing undoes
 * its parts in the reverse of the order in which they were started: it stops to listen
 * first, and lets go of the data directory last.
 */
public final class Server implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private final ServerOptions options;

    private Production production;

    private Jobs jobs;

    private Supervisor supervisor;

    private HttpServer http;

    private Server(ServerOptions options) {
        this.options = options;
    }

    /**
     * Starts everything.
     * @throws Problem CONFLICT if another server has the data directory or the port,
     * EXHAUSTED or INVALID if directory or database cannot be opened
     */
    public static Server start(ServerOptions options) {
        Server server = new Server(options);
        try {
            server.open(Clock.systemUTC());
            return server;
        }
        catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    /** Whoever gets through here may do everything, so it must be this machine. */
    private static void checkLoopback(String bind) {
        try {
            if (InetAddress.getByName(bind).isLoopbackAddress()) {
                return;
            }
        }
        catch (UnknownHostException unknown) {
            throw Problem.invalid("--bind %s is no address of this machine", bind);
        }
        throw Problem.invalid("--bind %s would let other machines in without a key; give 127.0.0.1", bind);
    }

    private void open(Clock clock) {
        checkLoopback(this.options.bind());
        // the directories first, for the lock lies in them
        var _ = new Storage(this.options.data());
        if (this.options.database() == null) {
            started(DataLock.take(this.options.data()));
        }
        this.production = started(Production.open(this.options.data(), this.options.database(), clock));
        new Reconciler(this.production).run();
        Audit audit = new Audit(clock);
        this.jobs = new Jobs(this.production.database(), this.production.tasks(), this.production.lifecycle(),
                this.production.assets(), Server::preset, (_) -> {
                    // whoever knows which URLs are allowed is to be named here
                }, this.production.events(), audit, clock);
        int cpuWorkers = Math.max(1, this.options.workers().getOrDefault(Resource.CPU, 0));
        this.supervisor = started(new Supervisor(this.production,
                new WorkerCommandLine(Main.class.getName(), this.production.storage().root(), this.options.database(),
                        Math.max(1, Runtime.getRuntime().availableProcessors() / cpuWorkers))));
        listen();
        this.supervisor.start(this.options.workers());
    }

    private void listen() {
        Vertx vertx = Vertx.vertx();
        started(() -> await(vertx.close()));
        ExecutorService threads = started(Executors.newVirtualThreadPerTaskExecutor());
        List<Route> routes = new ArrayList<>(new JobRoutes(this.jobs).routes());
        routes.add(new Route(HttpMethod.GET, "/healthz", Scope.NONE,
                (Route.Action) (_) -> Reply.ok(Map.of("status", "up"))));
        try {
            this.http = await(vertx.createHttpServer()
                .requestHandler(new Api((_) -> Caller.LOCAL, threads).router(vertx, routes))
                .listen(this.options.port(), this.options.bind()));
        }
        catch (IllegalStateException taken) {
            throw Problem.conflict("cannot listen at %s port %d: %s; choose another --port", this.options.bind(),
                    this.options.port(), taken.getMessage());
        }
        started(() -> await(this.http.close()));
    }

    private static String preset(Handle handle, String name) {
        return handle.createQuery("SELECT recipe FROM presets WHERE name = ?")
            .bind(0, name)
            .mapTo(String.class)
            .findOne()
            .orElseThrow(() -> Problem.notFound("there is no preset \"%.60s\"", name));
    }

    private <T extends AutoCloseable> T started(T part) {
        this.parts.push(part);
        return part;
    }

    /** Where it answers. */
    public URI uri() {
        return URI.create("http://" + this.options.bind() + ":" + this.http.actualPort());
    }

    Production production() {
        return this.production;
    }

    Supervisor supervisor() {
        return this.supervisor;
    }

    @Override
    public void close() {
        while (!this.parts.isEmpty()) {
            try {
                this.parts.pop().close();
            }
            catch (Exception failure) {
                System.getLogger(Server.class.getName())
                    .log(System.Logger.Level.WARNING, "not closed properly", failure);
            }
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException(
                    failure.getCause() != null ? failure.getCause().getMessage() : failure.getMessage(), failure);
        }
        catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", hurried);
        }
    }

}
