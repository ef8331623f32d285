package dev.rushes.server.downloads;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import dev.rushes.models.Plural;
import dev.rushes.models.Problem;
import dev.rushes.server.database.Poller;
import dev.rushes.server.http.EntityTags;
import dev.rushes.server.http.Exchange;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Sends files or ranges of them; whole ones and single ranges go past the heap. A key
 * that is revoked gets no more of them within seconds.
 */
public final class Sender implements AutoCloseable {

    /** How long a download may go on whose key was revoked. */
    private static final Duration RECHECK = Duration.ofSeconds(2);

    /** What is called by its content never changes. */
    private static final String CACHE = "private, max-age=31536000, immutable";

    private final Slots slots = new Slots();

    private final Supplier<Set<String>> revoked;

    private final Poller poller = new Poller("downloads", "revoked keys cannot be looked up", RECHECK, this::look);

    /**
     * A sender that looks after its downloads until it is closed.
     * @param revoked names of keys whose downloads have to end
     */
    public Sender(Supplier<Set<String>> revoked) {
        this.revoked = revoked;
        Departed.silence();
        this.poller.start();
    }

    /**
     * Answers GET and HEAD.
     * @param found a look-up that may block
     */
    void send(Exchange exchange, Callable<Download> found) {
        exchange.blocking(() -> {
            Download download = found.call();
            return new Opened(download, open(download));
        }).onSuccess((opened) -> answer(exchange, opened)).onFailure(exchange::fail);
    }

    private static FileChannel open(Download download) throws IOException {
        try {
            FileChannel channel = FileChannel.open(download.file(), StandardOpenOption.READ);
            if (channel.size() == download.bytes()) {
                return channel;
            }
            channel.close();
            throw Problem.internal(null, "the file of \"%s\" is not as it was stored; the server's disk needs a look",
                    download.name());
        }
        catch (NoSuchFileException gone) {
            throw Problem.internal(gone, "the file of \"%s\" is gone from the data directory", download.name());
        }
    }

    private void answer(Exchange exchange, Opened opened) {
        Download download = opened.download();
        HttpServerRequest request = exchange.request();
        HttpServerResponse response = exchange.response();
        String tag = EntityTags.of(download.sha256());
        response.putHeader(HttpHeaders.ETAG, tag)
            .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes")
            .putHeader(HttpHeaders.CACHE_CONTROL, CACHE);
        if (EntityTags.match(request.getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
            opened.close();
            exchange.reply(new Reply(304, null, Map.of()));
            return;
        }
        String match = request.getHeader(HttpHeaders.IF_MATCH);
        if (match != null && !EntityTags.match(match, tag)) {
            opened.close();
            response.headers().remove(HttpHeaders.CACHE_CONTROL);
            exchange.fail(new HttpProblem(412, "precondition-failed", "It is not as you take it to be",
                    "\"%s\" has the ETag %s".formatted(download.name(), tag)));
            return;
        }
        String condition = request.getHeader("If-Range");
        boolean whole = request.method().equals(HttpMethod.HEAD) || (condition != null && !condition.equals(tag));
        String wanted = whole ? null : request.getHeader("Range");
        List<ByteRange> ranges = ByteRange.parse(wanted, download.bytes());
        if (ranges != null && ranges.isEmpty()) {
            opened.close();
            response.headers().remove(HttpHeaders.CACHE_CONTROL);
            exchange.fail(new HttpProblem(416, "range", "That range is not there",
                    "\"%s\" has %s and the range %.60s lies outside".formatted(download.name(),
                            Plural.of(download.bytes(), "byte"), wanted))
                .with("Content-Range", "bytes */" + download.bytes()));
            return;
        }
        send(exchange, opened, ranges);
    }

    private void send(Exchange exchange, Opened opened, List<ByteRange> ranges) {
        Download download = opened.download();
        HttpServerResponse response = exchange.response();
        boolean bodiless = exchange.request().method().equals(HttpMethod.HEAD) || download.bytes() == 0;
        Slots.Slot slot = bodiless ? null : admit(exchange, opened);
        if (!bodiless && slot == null) {
            return;
        }
        ByteRange part = (ranges != null) ? ranges.getFirst() : new ByteRange(0, download.bytes());
        Multipart parts = (ranges != null && ranges.size() > 1) ? new Multipart(download, ranges) : null;
        response.putHeader(HttpHeaders.CONTENT_TYPE, (parts != null) ? parts.type() : download.type())
            .putHeader(HttpHeaders.CONTENT_DISPOSITION, Disposition.of(download.inline(), download.name()))
            .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf((parts != null) ? parts.length() : part.length()));
        if (ranges != null) {
            response.setStatusCode(206);
        }
        if (ranges != null && parts == null) {
            response.putHeader(HttpHeaders.CONTENT_RANGE, part.header(download.bytes()));
        }
        if (bodiless) {
            opened.close();
            response.end();
            return;
        }
        Future<Void> sent = (parts != null) ? parts.send(response, exchange.context().owner().fileSystem())
                : response.sendFile(opened.channel(), part.from(), part.length());
        sent.onComplete((_, trouble) -> {
            opened.close();
            slot.give();
            if (trouble != null) {
                // only a cut connection tells that it is not whole
                exchange.request().connection().close();
            }
        });
    }

    /** A place for a download, or null if there is none, which is answered. */
    private Slots.Slot admit(Exchange exchange, Opened opened) {
        try {
            return this.slots.take(exchange.caller().name(), () -> cut(exchange));
        }
        catch (HttpProblem full) {
            opened.close();
            for (CharSequence header : new CharSequence[] { HttpHeaders.ETAG, HttpHeaders.ACCEPT_RANGES,
                    HttpHeaders.CACHE_CONTROL }) {
                exchange.response().headers().remove(header);
            }
            exchange.fail(full);
            return null;
        }
    }

    private static void cut(Exchange exchange) {
        exchange.context().runOnContext((_) -> exchange.request().connection().close());
    }

    /** The names of the keys that download something now. */
    public Set<String> owners() {
        return this.slots.owners();
    }

    /** Ends what goes to keys that were revoked meanwhile. */
    private void look() {
        Set<String> owners = owners();
        if (!owners.isEmpty()) {
            this.revoked.get().stream().filter(owners::contains).forEach(this.slots::cut);
        }
    }

    @Override
    public void close() {
        this.poller.close();
    }

    private record Opened(Download download, FileChannel channel) implements AutoCloseable {

        @Override
        public void close() {
            try {
                this.channel.close();
            }
            catch (IOException whatever) {
                // it was open for reading only
            }
        }

    }

}
