package dev.rushes.server.http;

import java.util.List;
import java.util.Set;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * Turns away a head that a proxy before the server could read in another way than the
 * server does: behind such a misunderstanding a second request hides. Two lengths and
 * broken header lines do not come this far.
 */
final class Framing {

    private static final Set<HttpMethod> BODILESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private Framing() {
    }

    /**
     * Whether a body comes in chunks. A length beside them has been dropped before
     * anybody could see it, and what a proxy took by that length may be the rest of the
     * body or another's request: so chunks are the last thing on their connection.
     */
    static boolean chunked(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /**
     * Checks a request's head.
     * @throws HttpProblem 400, after which the connection is closed
     */
    static void check(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
        if (hosts.size() > 1) {
            throw refused("the request names %d hosts; send one Host header".formatted(hosts.size()));
        }
        List<String> encodings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        if (!encodings.isEmpty() && !(encodings.size() == 1 && encodings.getFirst().equalsIgnoreCase("chunked"))) {
            throw refused("the only Transfer-Encoding that is understood is chunked, once");
        }
        if (!encodings.isEmpty() && BODILESS.contains(request.method())) {
            throw refused("%s has no body; leave Transfer-Encoding out".formatted(request.method()));
        }
        String uri = request.uri();
        if (!uri.startsWith("/") && !uri.equals("*")) {
            // to a proxy one names the whole address, and this is none
            throw refused("the request's first line must begin its address with a slash");
        }
        if (uri.indexOf('\0') >= 0 || uri.contains("%00")) {
            throw refused("the address holds a NUL character, and nothing here has one");
        }
    }

    private static HttpProblem refused(String sentence) {
        return new HttpProblem(400, "invalid", "The request is wrong", sentence).with("Connection", "close");
    }

}
