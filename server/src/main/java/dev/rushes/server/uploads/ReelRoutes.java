package dev.rushes.server.uploads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.Problem;
import dev.rushes.server.assets.AssetLibrary;
import dev.rushes.server.http.Exchange;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.http.Reply;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;
import dev.rushes.server.storage.FileNames;
import dev.rushes.server.storage.Sequence;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.timeline.FrameRate;
import io.vertx.core.http.HttpMethod;

/** {@code POST /v1/assets}: several uploads become one clip. */
public final class ReelRoutes implements AutoCloseable {

    /** A hundred thousand ids with quotes and commas. */
    private static final int BYTES = 4 << 20;

    private static final int AT_ONCE = 2;

    private static final int WAITING = 16;

    private final Reels reels;

    private final AssetLibrary library;

    /** Real threads: they compute fingerprints. */
    private final ExecutorService threads;

    public ReelRoutes(Reels reels, AssetLibrary library) {
        this.reels = reels;
        this.library = library;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(AT_ONCE, AT_ONCE, 10, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING), Thread.ofPlatform().name("reel-", 0).daemon().factory());
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    public List<Route> routes() {
        return List.of(Route.stream(HttpMethod.POST, "/v1/assets", Scope.SUBMIT, this::join));
    }

    private void join(Exchange exchange) {
        exchange.document(BYTES, (body) -> {
            try {
                exchange.blocking(this.threads, () -> {
                    Request request = Request.parse(body);
                    String asset = this.reels.join(exchange.caller(), request.name(), request.uploads(),
                            request.rate());
                    return Reply.created("/v1/assets/" + asset, this.library.get(asset));
                }).onSuccess(exchange::reply).onFailure(exchange::fail);
            }
            catch (RejectedExecutionException full) {
                exchange.fail(new HttpProblem(503, "busy", "Too many at once",
                        "%d clips are being joined at this moment; try again".formatted(AT_ONCE + WAITING))
                    .with("Retry-After", "5"));
            }
        });
    }

    /** Ends what is being joined; nothing is lost by that. */
    @Override
    public void close() {
        this.reels.stop();
        this.threads.close();
    }

    /**
     * What is asked for.
     *
     * @param name of the clip, or null
     * @param uploads ids
     * @param rate frames a second, or null
     */
    record Request(String name, List<String> uploads, String rate) {

        private static final List<String> FIELDS = List.of("name", "uploads", "rate");

        static Request parse(String body) {
            JsonNode document = Json.read(body, JsonNode.class);
            document.fieldNames().forEachRemaining((field) -> {
                if (!FIELDS.contains(field)) {
                    throw Problem.invalid("unknown field \"%.60s\"; there are %s", field, String.join(", ", FIELDS));
                }
            });
            JsonNode ids = document.path("uploads");
            if (!ids.isArray() || ids.size() < 2 || ids.size() > Sequence.MOST) {
                throw Problem.invalid("field \"uploads\" must be a list of 2 to %d ids of partial uploads",
                        Sequence.MOST);
            }
            List<String> uploads = new ArrayList<>();
            ids.forEach((id) -> uploads.add(id.asText()));
            String rate = text(document, "rate");
            String name = text(document, "name");
            return new Request((name != null) ? FileNames.safe(name, "sequence") : null, uploads,
                    (rate != null) ? FrameRate.parse(rate).toString() : null);
        }

        private static String text(JsonNode document, String field) {
            JsonNode value = document.path(field);
            if (value.isMissingNode() || value.isNull()) {
                return null;
            }
            if (!value.isTextual() && !(field.equals("rate") && value.isNumber())) {
                throw Problem.invalid("field \"%s\" must be a text", field);
            }
            return value.asText();
        }

    }

}
