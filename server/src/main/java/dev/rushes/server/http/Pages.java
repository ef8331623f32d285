package dev.rushes.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.MimeMapping;

/**
 * The web page's files, from the resources under {@code web/}. They are small and few, so
 * each is read once and kept; what is not there is not remembered.
 */
final class Pages {

    /** No way up, nothing hidden, nothing that a file system could read otherwise. */
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,100}){1,8}");

    private final ConcurrentMap<String, Page> known = new ConcurrentHashMap<>();

    void serve(HttpServerRequest request, Runnable otherwise) {
        String path = request.path().equals("/") ? "/index.html" : request.path();
        boolean asked = request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        Optional<Page> found = (asked && PATH.matcher(path).matches()) ? find(path) : Optional.empty();
        if (found.isEmpty()) {
            otherwise.run();
            return;
        }
        Page page = found.get();
        HttpServerResponse response = request.response()
            .putHeader(HttpHeaders.ETAG, page.tag())
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        if (EntityTags.match(request.getHeader(HttpHeaders.IF_NONE_MATCH), page.tag())) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, page.type())
            .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(page.content().length()));
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        }
        else {
            response.end(page.content());
        }
    }

    private Optional<Page> find(String path) {
        Page page = this.known.get(path);
        if (page == null) {
            page = load(path);
            if (page == null) {
                return Optional.empty();
            }
            this.known.put(path, page);
        }
        return Optional.of(page);
    }

    private static Page load(String path) {
        try (InputStream in = Pages.class.getResourceAsStream("/web" + path)) {
            if (in == null) {
                return null;
            }
            byte[] content = in.readAllBytes();
            // a folder reads as the list of its files
            return path.contains(".") ? new Page(Buffer.buffer(content), type(path), EntityTags.of(content)) : null;
        }
        catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    private static String type(String path) {
        String type = MimeMapping.mimeTypeForFilename(path);
        if (path.endsWith(".js") || path.endsWith(".mjs")) {
            return "text/javascript; charset=utf-8";
        }
        if (type == null) {
            return "application/octet-stream";
        }
        return type.startsWith("text/") ? type + "; charset=utf-8" : type;
    }

    private record Page(Buffer content, String type, String tag) {

    }

}
