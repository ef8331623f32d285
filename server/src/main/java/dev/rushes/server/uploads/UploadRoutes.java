package dev.rushes.server.uploads;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.rushes.models.Problem;
import dev.rushes.server.assets.AssetLibrary;
import dev.rushes.server.database.Poller;
import dev.rushes.server.http.Exchange;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.http.Reply;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import dev.rushes.server.storage.FileNames;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** {@code /v1/uploads} by tus 1.0, and {@code PUT /v1/assets} for one plain stream. */
public final class UploadRoutes implements AutoCloseable {

    private static final String ALL = "/v1/uploads";

    private static final String ONE = "/v1/uploads/{id}";

    /** Bodies and joins that go on at the same time, of all keys. */
    private static final int THREADS = 64;

    /**
     * For what came whole to be stored while the server stops; the next start does the
     * rest.
     */
    private static final Duration STOP = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long an upload may go on whose key was revoked. */
    private static final Duration RECHECK = Duration.ofSeconds(2);

    private final Backlog backlog = new Backlog();

    private final Uploads uploads;

    private final AssetLibrary library;

    private final Poller poller;

    /**
     * Real threads: they compute fingerprints, and would keep virtual ones from running.
     */
    private final ExecutorService threads = new ThreadPoolExecutor(0, THREADS, 10, TimeUnit.SECONDS,
            new SynchronousQueue<>(), Thread.ofPlatform().name("upload-", 0).daemon().factory());

    /**
     * Routes that look after what comes in until they are closed.
     * @param revoked names of keys whose uploads have to end
     */
    public UploadRoutes(Uploads uploads, AssetLibrary library, Supplier<Set<String>> revoked) {
        this.uploads = uploads;
        this.library = library;
        this.poller = new Poller("uploads", "revoked keys cannot be looked up", RECHECK,
                () -> uploads.turnAway(revoked));
        this.poller.start();
    }

    public List<Route> routes() {
        return List.of(Route.stream(HttpMethod.OPTIONS, ALL, Scope.NONE, this::options),
                Route.stream(HttpMethod.OPTIONS, ONE, Scope.NONE, this::options),
                Route.stream(HttpMethod.POST, ALL, Scope.SUBMIT, this::create),
                Route.stream(HttpMethod.HEAD, ONE, Scope.SUBMIT, this::head),
                Route.stream(HttpMethod.PATCH, ONE, Scope.SUBMIT, this::patch),
                Route.stream(HttpMethod.DELETE, ONE, Scope.SUBMIT, this::terminate),
                Route.stream(HttpMethod.GET, ONE, Scope.SUBMIT, this::get),
                Route.stream(HttpMethod.PUT, "/v1/assets", Scope.SUBMIT, this::put).taking("name"));
    }

    /** What a crash left is put right; to be called before anybody asks. */
    public void recover() {
        this.uploads.recover(this.threads);
    }

    /** Bytes of bodies since the start, with what was sent again. */
    public long arrived() {
        return this.backlog.arrived();
    }

    private void options(Exchange exchange) {
        HttpServerResponse response = tus(exchange).putHeader("Tus-Version", TusHeaders.VERSION)
            .putHeader("Tus-Extension", TusHeaders.EXTENSIONS)
            .putHeader("Tus-Checksum-Algorithm", Checksum.ALGORITHMS);
        if (this.uploads.space().largest() != null) {
            response.putHeader("Tus-Max-Size", String.valueOf(this.uploads.space().largest()));
        }
        exchange.reply(Reply.nothing());
    }

    private void create(Exchange exchange) {
        HttpServerResponse response = tus(exchange);
        HttpServerRequest request = exchange.request();
        Body body = TusHeaders.hasBody(request) ? new Body(exchange, PATIENCE, this.backlog) : null;
        answer(exchange, body, () -> {
            TusHeaders.check(request);
            if (body == null) {
                return created(exchange, request);
            }
            Checksum checksum = Checksum.ofUpload(request.getHeader("Upload-Checksum"));
            Long announced = TusHeaders.number(request, "Content-Length");
            return this.uploads.first(exchange.caller(), created(exchange, request), announced, body, checksum);
        }, (upload) -> {
            TusHeaders.progress(response, upload);
            Object asset = (upload.asset() != null) ? this.library.get(upload.asset()) : null;
            return new Reply(201, asset, Map.of("Location", ALL + "/" + upload.id()));
        });
    }

    private Upload created(Exchange exchange, HttpServerRequest request) {
        String metadata = request.getHeader("Upload-Metadata");
        Map<String, String> pairs = Metadata.parse(metadata);
        String name = FileNames.safe(pairs.getOrDefault("filename", pairs.get("name")), "footage");
        String kept = (metadata != null) ? metadata : "";
        String concat = request.getHeader("Upload-Concat");
        Long length = TusHeaders.number(request, "Upload-Length");
        if (concat != null && concat.startsWith("final;")) {
            if (length != null) {
                throw Problem.invalid("a final upload has the length of its parts; leave Upload-Length out");
            }
            return this.uploads.join(exchange.caller(), name, kept, TusHeaders.parts(concat));
        }
        if (concat != null && !concat.equals("partial")) {
            throw Problem.invalid("Upload-Concat must be partial, or final; and URLs, not \"%.40s\"", concat);
        }
        boolean deferred = "1".equals(request.getHeader("Upload-Defer-Length"));
        if (deferred == (length != null)) {
            throw Problem.invalid("send either Upload-Length or Upload-Defer-Length: 1");
        }
        if (length != null && length == 0) {
            throw Uploads.empty();
        }
        return this.uploads.create(exchange.caller(), name, kept, length,
                (concat != null) ? Upload.Kind.PARTIAL : Upload.Kind.SINGLE, List.of());
    }

    private void head(Exchange exchange) {
        HttpServerResponse response = tus(exchange).putHeader("Cache-Control", "no-store");
        answer(exchange, () -> offset(exchange), (upload) -> {
            TusHeaders.describe(response, upload);
            TusHeaders.progress(response, upload);
            return new Reply(200, null, Map.of());
        });
    }

    /**
     * Clients of tus wait if an upload is locked; after any other refusal they begin it
     * anew, and all that came would have come for nothing.
     */
    private Upload offset(Exchange exchange) {
        TusHeaders.check(exchange.request());
        try {
            return this.uploads.offset(exchange.caller(), exchange.request().getParam("id"));
        }
        catch (HttpProblem trouble) {
            throw (trouble.status() == 429 || trouble.status() >= 500) ? Transfers.later(trouble) : trouble;
        }
        catch (Problem trouble) {
            throw (trouble.kind() != Problem.Kind.NOT_FOUND) ? Transfers.later(trouble) : trouble;
        }
    }

    private void patch(Exchange exchange) {
        HttpServerResponse response = tus(exchange);
        HttpServerRequest request = exchange.request();
        Body body = new Body(exchange, PATIENCE, this.backlog);
        answer(exchange, body, () -> {
            TusHeaders.check(request);
            if (!TusHeaders.hasBody(request)) {
                throw new HttpProblem(415, "content-type", "The content has another type",
                        "send the bytes with Content-Type: " + TusHeaders.BODY);
            }
            Long offset = TusHeaders.number(request, "Upload-Offset");
            if (offset == null) {
                throw Problem.invalid("Upload-Offset is missing; it says where the bytes go");
            }
            Long length = TusHeaders.number(request, "Upload-Length");
            if (length != null && length == 0) {
                throw Uploads.empty();
            }
            return this.uploads.receive(exchange.caller(), request.getParam("id"), offset, length,
                    TusHeaders.number(request, "Content-Length"), body,
                    Checksum.ofUpload(request.getHeader("Upload-Checksum")));
        }, (upload) -> {
            TusHeaders.progress(response, upload);
            return Reply.nothing();
        });
    }

    private void terminate(Exchange exchange) {
        tus(exchange);
        answer(exchange, () -> {
            TusHeaders.check(exchange.request());
            this.uploads.terminate(exchange.caller(), exchange.request().getParam("id"));
            return null;
        }, (_) -> Reply.nothing());
    }

    /** Beside tus: what a page wants to know after it has been reloaded. */
    private void get(Exchange exchange) {
        answer(exchange, () -> this.uploads.offset(exchange.caller(), exchange.request().getParam("id")),
                (upload) -> Reply.ok(new State(upload.id(), upload.name(), upload.received(), upload.bytes(),
                        Instant.ofEpochMilli(upload.expires()).toString(),
                        (upload.asset() != null) ? this.library.find(upload.asset()).orElse(null) : null)));
    }

    private void put(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        Body body = new Body(exchange, PATIENCE, this.backlog);
        answer(exchange, body, () -> {
            String wanted = request.getParam("name");
            if (wanted == null || wanted.isBlank()) {
                throw Problem.invalid("the file's name is missing; ask for /v1/assets?name=clip.mov");
            }
            Long length = TusHeaders.number(request, "Content-Length");
            if (length != null && length == 0) {
                throw Uploads.empty();
            }
            Checksum checksum = Checksum.ofUpload(request.getHeader("Upload-Checksum"));
            return this.uploads.stream(exchange.caller(), FileNames.safe(wanted, "footage"), length, body,
                    (checksum != null) ? checksum : Checksum.ofContent(request.getHeader("Content-Digest")));
        }, (upload) -> Reply.created("/v1/assets/" + upload.asset(), this.library.get(upload.asset())));
    }

    private static HttpServerResponse tus(Exchange exchange) {
        return exchange.response().putHeader("Tus-Resumable", TusHeaders.VERSION);
    }

    /** For what takes no body: there may be no thread of bodies left for it. */
    private static void answer(Exchange exchange, Callable<Upload> work, Answer answer) {
        exchange.blocking(() -> answer.of(work.call())).onSuccess(exchange::reply).onFailure(exchange::fail);
    }

    private void answer(Exchange exchange, Body body, Callable<Upload> work, Answer answer) {
        try {
            exchange.blocking(this.threads, () -> {
                try {
                    return answer.of(work.call());
                }
                catch (Cut cut) {
                    throw cut.answer();
                }
                finally {
                    close(body);
                }
            }).onSuccess(exchange::reply).onFailure(exchange::fail);
        }
        catch (RejectedExecutionException full) {
            close(body);
            throw new HttpProblem(503, "busy", "Too many at once",
                    "%d uploads are being sent at this moment; try again".formatted(THREADS))
                .with("Retry-After", "5");
        }
    }

    private static void close(Body body) {
        if (body != null) {
            body.close();
        }
    }

    /** Ends all bodies, and waits until what they brought is on the disk. */
    @Override
    public void close() {
        this.poller.close();
        this.uploads.stop();
        this.threads.shutdown();
        try {
            if (!this.threads.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
                this.threads.shutdownNow();
                this.threads.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS);
            }
        }
        catch (InterruptedException hurried) {
            this.threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Of an upload, on a virtual or a real thread. */
    private interface Answer {

        Reply of(Upload upload);

    }

    /**
     * An upload as a document.
     *
     * @param offset bytes that are stored
     * @param size of the whole, or null while it is not known
     * @param expires as ISO 8601 writes moments
     * @param asset what became of it, or null
     */
    record State(String id, String name, long offset, Long size, String expires, Object asset) {

    }

}
