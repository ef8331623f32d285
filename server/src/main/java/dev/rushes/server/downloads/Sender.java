package dev.rushes.server.downloads;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.rushes.models.Problem;
import dev.rushes.server.http.EntityTags;
import dev.rushes.server.http.Exchange;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.http.Reply;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Sends a file or a range of it, past the heap. */
final class Sender {

    /** What is called by its content never changes. */
    private static final String CACHE = "private, max-age=31536000, immutable";

    private final Slots slots = new Slots();

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
        String wanted = (condition == null || condition.equals(tag)) ? request.getHeader("Range") : null;
        ByteRange range = ByteRange.parse(wanted, download.bytes()).orElse(null);
        if (range != null && range.length() == 0) {
            opened.close();
            response.headers().remove(HttpHeaders.CACHE_CONTROL);
            exchange.fail(new HttpProblem(416, "range", "That range is not there",
                    "\"%s\" has %d bytes and the range %.60s lies outside".formatted(download.name(), download.bytes(),
                            wanted))
                .with("Content-Range", "bytes */" + download.bytes()));
            return;
        }
        boolean bodiless = request.method().equals(HttpMethod.HEAD) || download.bytes() == 0;
        if (!bodiless && !admitted(exchange, opened)) {
            return;
        }
        long from = (range != null) ? range.from() : 0;
        long length = (range != null) ? range.length() : download.bytes();
        response.putHeader(HttpHeaders.CONTENT_TYPE, download.type())
            .putHeader(HttpHeaders.CONTENT_DISPOSITION, Disposition.of(download.inline(), download.name()))
            .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(length));
        if (range != null) {
            response.setStatusCode(206).putHeader(HttpHeaders.CONTENT_RANGE, range.header(download.bytes()));
        }
        if (bodiless) {
            opened.close();
            response.end();
            return;
        }
        String owner = exchange.caller().name();
        response.sendFile(opened.channel(), from, length).onComplete((_) -> {
            opened.close();
            this.slots.give(owner);
        });
    }

    private boolean admitted(Exchange exchange, Opened opened) {
        try {
            this.slots.take(exchange.caller().name());
            return true;
        }
        catch (HttpProblem full) {
            opened.close();
            for (CharSequence header : new CharSequence[] { HttpHeaders.ETAG, HttpHeaders.ACCEPT_RANGES,
                    HttpHeaders.CACHE_CONTROL }) {
                exchange.response().headers().remove(header);
            }
            exchange.fail(full);
            return false;
        }
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
