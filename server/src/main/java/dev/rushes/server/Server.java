package dev.rushes.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.server.assets.AssetLibrary;
import dev.rushes.server.assets.AssetRoutes;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.audit.AuditRoutes;
import dev.rushes.server.cli.Main;
import dev.rushes.server.database.Database;
import dev.rushes.server.downloads.DownloadRoutes;
import dev.rushes.server.downloads.Sender;
import dev.rushes.server.downloads.StillRoutes;
import dev.rushes.server.downloads.ThumbnailRoutes;
import dev.rushes.server.events.EventFeed;
import dev.rushes.server.events.EventRoutes;
import dev.rushes.server.health.Check;
import dev.rushes.server.health.Checks;
import dev.rushes.server.health.HealthRoutes;
import dev.rushes.server.http.Api;
import dev.rushes.server.http.Front;
import dev.rushes.server.http.Route;
import dev.rushes.server.jobs.JobRoutes;
import dev.rushes.server.jobs.Jobs;
import dev.rushes.server.jobs.Stills;
import dev.rushes.server.keys.ApiKeys;
import dev.rushes.server.keys.Exposure;
import dev.rushes.server.keys.KeyGate;
import dev.rushes.server.keys.SessionRoutes;
import dev.rushes.server.metrics.Metrics;
import dev.rushes.server.openapi.OpenApiRoutes;
import dev.rushes.server.operations.Feasible;
import dev.rushes.server.operations.OperationRoutes;
import dev.rushes.server.presets.PresetRoutes;
import dev.rushes.server.presets.Presets;
import dev.rushes.server.queue.Resource;
import dev.rushes.server.retention.Caution;
import dev.rushes.server.retention.Halves;
import dev.rushes.server.retention.JobRemovalRoutes;
import dev.rushes.server.retention.Orphans;
import dev.rushes.server.retention.Pieces;
import dev.rushes.server.retention.Removal;
import dev.rushes.server.retention.Retention;
import dev.rushes.server.shots.ShotRoutes;
import dev.rushes.server.teaching.TagRoutes;
import dev.rushes.server.storage.Blobs;
import dev.rushes.server.storage.DiskSpace;
import dev.rushes.server.storage.Installation;
import dev.rushes.server.storage.Permissions;
import dev.rushes.server.storage.Storage;
import dev.rushes.server.storage.Usage;
import dev.rushes.server.uploads.Admission;
import dev.rushes.server.uploads.ReelRoutes;
import dev.rushes.server.uploads.Reels;
import dev.rushes.server.uploads.Reservations;
import dev.rushes.server.uploads.UploadRoutes;
import dev.rushes.server.uploads.Uploads;
import dev.rushes.server.watch.Watching;
import dev.rushes.server.webhooks.WebhookRoutes;
import dev.rushes.server.webhooks.Webhooks;
import dev.rushes.server.work.MemoryShare;
import dev.rushes.server.work.Reconciler;
import dev.rushes.server.work.Supervisor;
import dev.rushes.server.work.Vigil;
import dev.rushes.server.work.WorkerCommandLine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

/**
 * The composition root: what {@code rushes serve} starts and tests start. Closing undoes
 * its parts in the reverse of the order in which they were started: it stops to listen
 * first, and lets go of the data directory last.
 */
public final class Server implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Server.class.getName());

    private static final long PATIENCE_SECONDS = 30;

    /** Of the disk stays free, for the database and for workers. */
    private static final long MARGIN = 1L << 30;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private final ServerOptions options;

    private final List<Route> routes = new ArrayList<>();

    private Production production;

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

    private void open(Clock clock) {
        // the directories first, for the lock lies in them
        Storage storage = new Storage(this.options.data());
        if (Permissions.open(storage.root())) {
            LOG.log(Level.WARNING,
                    "the data directory {0} is open to everybody on this machine; if they are not to see the footage,"
                            + " run chmod 700 {0}",
                    storage.root());
        }
        started(DataLock.take(storage.root()));
        this.production = started(Production.open(this.options.data(), this.options.database(), clock));
        Database database = this.production.database();
        Installation.check(storage, database, clock.millis());
        new Reconciler(this.production).run();
        Audit audit = new Audit(clock);
        ApiKeys keys = new ApiKeys(database, audit, clock);
        Exposure exposure = Exposure.of(this.options.bind(), this.options.limits().hosts(), keys.any(),
                this.options.limits().insecure(), Database.options(this.options.database(), storage.root()));
        Models models = Production.models(storage.root()).under(this.options.licences());
        // what is left out is said at the start
        models.cards();
        Feasible feasible = new Feasible(models);
        Presets presets = new Presets(clock, audit, feasible);
        database.update(presets::ship);

        Vertx vertx = Vertx.vertx();
        started(() -> await(vertx.close()));
        ExecutorService threads = started(Executors.newVirtualThreadPerTaskExecutor());
        Webhooks webhooks = started(new Webhooks(database, clock, vertx, this.options.limits().webhookHosts(),
                RandomGenerator.getDefault()));
        Jobs jobs = new Jobs(database, this.production.tasks(), this.production.lifecycle(), this.production.assets(),
                presets::recipe, feasible, webhooks::check, this.production.events(), audit, clock,
                this.options.limits().maxJobs());
        EventFeed feed = started(new EventFeed(this.production.events(), clock, keys::revoked));
        Sender sender = started(new Sender(keys::revoked));
        this.supervisor = started(new Supervisor(this.production, workerCommands()));

        Blobs blobs = new Blobs(storage);
        Usage usage = new Usage(storage, clock);
        DiskSpace space = new DiskSpace(storage, usage, this.options.limits().quota(), MARGIN);
        Admission admission = new Admission(database, blobs, usage, this.production.assets());
        Uploads uploads = new Uploads(database, storage, space, admission, audit, clock);
        AssetLibrary library = new AssetLibrary(database);
        UploadRoutes uploadRoutes = new UploadRoutes(uploads, library, keys::revoked);
        uploadRoutes.recover();
        Metrics metrics = started(new Metrics(database, clock, storage.root(), feed::streams, uploadRoutes::arrived));
        ReelRoutes reelRoutes = new ReelRoutes(new Reels(uploads, admission, storage, audit, clock), library);
        Orphans orphans = new Orphans(database, storage);
        orphans.sweepFootage();
        Halves halves = new Halves(database, storage, clock);
        Pieces pieces = new Pieces(database, storage, usage, clock);
        Removal removal = new Removal(database, storage, blobs, usage, this.production.events(), audit);
        Retention retention = new Retention(database, removal, uploads, clock, this.options.limits().keep());
        Watching watching = (this.options.watch() == null) ? null : new Watching(this.options.watch(), database,
                presets, storage,
                new WatchIntake(database, new Reservations(uploads, database, storage, clock), admission, jobs, audit),
                clock);
        KeyGate gate = new KeyGate(exposure, keys, database, clock);

        this.routes.addAll(new JobRoutes(jobs).routes());
        this.routes.addAll(uploadRoutes.routes());
        this.routes.addAll(reelRoutes.routes());
        this.routes.addAll(new AssetRoutes(library, removal).routes());
        this.routes.addAll(new DownloadRoutes(database, storage, blobs, library, clock, sender).routes());
        this.routes.addAll(new StillRoutes(new Stills(database, this.production.tasks(), storage), sender).routes());
        this.routes.addAll(new TagRoutes(this.production.taught(), audit).routes());
        this.routes.addAll(new ShotRoutes(this.production.shots(), audit).routes());
        this.routes.addAll(new ThumbnailRoutes(this.production.shots(), storage, sender).routes());
        this.routes.addAll(new JobRemovalRoutes(removal).routes());
        this.routes.addAll(new SessionRoutes(gate).routes());
        this.routes.addAll(new PresetRoutes(database, presets,
                (preset) -> (watching != null) ? watching.usersOf(preset) : List.of())
            .routes());
        this.routes.addAll(new OperationRoutes(models).routes());
        this.routes.addAll(new EventRoutes(database, this.production.events(), feed, clock).routes());
        this.routes.addAll(new WebhookRoutes(webhooks, audit).routes());
        this.routes.addAll(new AuditRoutes(database, audit).routes());
        this.routes.addAll(new HealthRoutes(checks(storage), clock).routes());
        this.routes.addAll(new OpenApiRoutes().routes());
        this.routes.addAll(metrics.routes());

        Router router = new Api(gate, threads).router(vertx, this.routes);
        router.route().order(-1).handler(metrics.requests());
        feed.start();
        webhooks.start();
        listen(vertx, router, clock);
        started(uploadRoutes);
        started(reelRoutes);
        if (watching != null) {
            started(watching.start());
        }
        Caution caution = new Caution(clock, System::nanoTime);
        Vigil vigil = new Vigil(this.production);
        started(new Housekeeping()).every(Vigil.EVERY, "looking after workers and tasks", vigil::look);
        started(new Housekeeping()).every(5, "removing what is old", () -> {
            if (caution.trusts()) {
                retention.sweep();
            }
        })
            .nowAndEvery(5, "clearing up after dead workers", halves::sweep)
            .nowAndEvery(60, "clearing up after jobs that are gone", orphans::sweepFolders)
            .nowAndEvery(12 * 60, "removing segments that nobody came back for", () -> {
                if (caution.trusts()) {
                    pieces.sweep();
                }
            })
            .every(10, "pruning the event log", () -> this.production.events().prune(caution.trusts()))
            .every(60, "pruning logs", () -> {
                boolean aged = caution.trusts();
                database.update((handle) -> audit.prune(handle, aged));
                database.update((handle) -> webhooks.prune(handle, aged));
                if (aged) {
                    database.update(jobs::forgetKeys);
                }
            });
        this.supervisor.start(this.options.workers());
    }

    private WorkerCommandLine workerCommands() {
        int cpuWorkers = Math.max(1, this.options.workers().getOrDefault(Resource.CPU, 0));
        return new WorkerCommandLine(Main.class.getName(), this.production.storage().root(), this.options.database(),
                Math.max(1, Runtime.getRuntime().availableProcessors() / cpuWorkers),
                MemoryShare.of(cpuWorkers + this.options.workers().getOrDefault(Resource.GPU, 0)),
                this.options.licences(), WorkerCommandLine.SIGN_OF_LIFE);
    }

    private Map<String, Check> checks(Storage storage) {
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("database", Checks.database(this.production.database()));
        checks.put("data", Checks.data(storage.root()));
        checks.put("space", Checks.space(storage.root(), MARGIN));
        checks.put("workers", Checks.workers(() -> {
            Map<Resource, Integer> alive = new EnumMap<>(Resource.class);
            this.options.workers().forEach((resource, count) -> {
                if (count > 0) {
                    alive.put(resource, this.supervisor.pids(resource).size());
                }
            });
            return alive;
        }));
        return checks;
    }

    private void listen(Vertx vertx, Router router, Clock clock) {
        try {
            this.http = await(Front.listen(vertx, this.options.bind(), this.options.port(),
                    this.options.limits().hosts(), clock, router));
        }
        catch (IllegalStateException taken) {
            throw Problem.conflict("cannot listen at %s port %d: %s; choose another --port", this.options.bind(),
                    this.options.port(), taken.getMessage());
        }
        started(() -> await(this.http.close()));
    }

    private <T extends AutoCloseable> T started(T part) {
        this.parts.push(part);
        return part;
    }

    /** Where it answers. */
    public URI uri() {
        return URI.create("http://" + this.options.bind() + ":" + this.http.actualPort());
    }

    /** Everything that it answers to. */
    List<Route> routes() {
        return List.copyOf(this.routes);
    }

    Production production() {
        return this.production;
    }

    Supervisor supervisor() {
        return this.supervisor;
    }

    @Override
    public void close() {
        if (this.supervisor != null) {
            // they need the longest, and meanwhile the rest can be closed
            this.supervisor.dismiss();
        }
        while (!this.parts.isEmpty()) {
            try {
                this.parts.pop().close();
            }
            catch (Exception failure) {
                LOG.log(Level.WARNING, "not closed properly", failure);
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
