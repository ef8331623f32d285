package dev.rushes.server;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import dev.rushes.server.assets.AssetLibrary;
import dev.rushes.server.assets.AssetRoutes;
import dev.rushes.server.assets.Assets;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Database;
import dev.rushes.server.downloads.DownloadRoutes;
import dev.rushes.server.downloads.Sender;
import dev.rushes.server.events.EventLog;
import dev.rushes.server.http.Api;
import dev.rushes.server.http.Front;
import dev.rushes.server.http.Route;
import dev.rushes.server.jobs.TaskStore;
import dev.rushes.server.keys.ApiKeys;
import dev.rushes.server.keys.Exposure;
import dev.rushes.server.keys.KeyGate;
import dev.rushes.server.keys.SessionRoutes;
import dev.rushes.server.queue.Tables;
import dev.rushes.server.retention.JobRemovalRoutes;
import dev.rushes.server.retention.Orphans;
import dev.rushes.server.retention.Removal;
import dev.rushes.server.retention.Retention;
import dev.rushes.server.storage.Blobs;
import dev.rushes.server.storage.DiskSpace;
import dev.rushes.server.storage.Installation;
import dev.rushes.server.storage.Storage;
import dev.rushes.server.storage.Usage;
import dev.rushes.server.uploads.Admission;
import dev.rushes.server.uploads.ReelRoutes;
import dev.rushes.server.uploads.Reels;
import dev.rushes.server.uploads.UploadRoutes;
import dev.rushes.server.uploads.Uploads;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;

/** The front on a real port with real files; closing and opening again is a restart. */
public final class FrontFixture implements AutoCloseable {

    public final Storage storage;

    public final Database database;

    public final Uploads uploads;

    public final Retention retention;

    public final ApiKeys keys;

    private final UploadRoutes uploadRoutes;

    private final ReelRoutes reelRoutes;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final Vertx vertx = Vertx.vertx();

    private final Sender sender;

    private final HttpServer http;

    public FrontFixture(Path data, Clock clock, Options options) {
        this.storage = new Storage(data);
        this.database = Database.open(options.database, data);
        Installation.check(this.storage, this.database, clock.millis());
        EventLog events = new EventLog(this.database, clock);
        Audit audit = new Audit(clock);
        Blobs blobs = new Blobs(this.storage);
        Usage usage = new Usage(this.storage, clock);
        DiskSpace space = new DiskSpace(this.storage, usage, options.quota, options.margin);
        AssetLibrary library = new AssetLibrary(this.database);
        Admission admission = new Admission(this.database, blobs, usage,
                new Assets(new TaskStore(new Tables(this.database), clock), events, clock));
        this.uploads = new Uploads(this.database, this.storage, space, admission, audit, clock);
        this.keys = new ApiKeys(this.database, audit, clock);
        this.uploadRoutes = new UploadRoutes(this.uploads, library, this.keys::revoked);
        this.reelRoutes = new ReelRoutes(new Reels(this.uploads, admission, this.storage, audit, clock), library);
        this.uploadRoutes.recover();
        Orphans orphans = new Orphans(this.database, this.storage);
        orphans.sweepFootage();
        orphans.sweepFolders();
        Removal removal = new Removal(this.database, this.storage, blobs, usage, events, audit);
        this.retention = new Retention(this.database, removal, this.uploads, clock, options.keep);
        this.sender = new Sender(this.keys::revoked);
        KeyGate gate = new KeyGate(options.exposure, this.keys, this.database, clock);
        List<Route> routes = new ArrayList<>(this.uploadRoutes.routes());
        routes.addAll(this.reelRoutes.routes());
        routes.addAll(new AssetRoutes(library, removal).routes());
        routes.addAll(new DownloadRoutes(this.database, this.storage, blobs, library, clock, this.sender).routes());
        routes.addAll(new JobRemovalRoutes(removal).routes());
        routes.addAll(new SessionRoutes(gate).routes());
        routes.addAll(options.routes);
        this.http = Front
            .listen(this.vertx, "127.0.0.1", 0, options.hosts, clock,
                    new Api(gate, this.threads).router(this.vertx, routes))
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(30, TimeUnit.SECONDS)
            .join();
    }

    /** The names of the keys that download something. */
    public Set<String> downloads() {
        return this.sender.owners();
    }

    public int port() {
        return this.http.actualPort();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    @Override
    public void close() {
        this.uploadRoutes.close();
        this.reelRoutes.close();
        this.http.close().toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
        this.vertx.close().toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
        this.sender.close();
        this.threads.close();
        this.database.close();
    }

    /** What is not as usual. */
    public static final class Options {

        public String database;

        public Long quota;

        public long margin = 1 << 20;

        public Duration keep;

        public Exposure exposure = Exposure.LOOPBACK;

        public List<String> hosts = List.of();

        public List<Route> routes = List.of();

    }

}
