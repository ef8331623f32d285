package dev.rushes.server.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;

/**
 * Turns away what a stranger's page makes a browser send. A name of the stranger's that
 * suddenly leads to this machine shows in Host (DNS rebinding); a request across origins
 * shows in Origin and Sec-Fetch-Site.
 */
final class Origins {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    private final Set<String> names;

    /**
     * The names under which the server may be asked for.
     * @param bind the address that it listens on
     * @param allowed more names, without ports
     */
    Origins(String bind, List<String> allowed) {
        this.names = Stream.of(LOOPBACK.stream(), Stream.of(bind), allowed.stream())
            .flatMap((some) -> some)
            .map(Origins::plain)
            .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Checks a request's head.
     * @throws HttpProblem 421 for a name that is not ours, 403 for another's page
     */
    void check(HttpServerRequest request) {
        HostAndPort host = request.authority();
        if (host == null || host.host() == null || host.host().isEmpty()) {
            throw new HttpProblem(400, "invalid", "The request is wrong",
                    "the request does not say which host it wants; send a Host header");
        }
        String name = plain(host.host());
        if (!this.names.contains(name) && !name.equals(local(request))) {
            throw new HttpProblem(421, "wrong-host", "This host is not served",
                    "the server does not answer for \"%.100s\"; start it with --allow-host %.100s if it should"
                        .formatted(name, name));
        }
        String origin = request.getHeader("Origin");
        boolean navigates = "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD));
        boolean foreign = (origin != null) ? !same(origin, name, host.port(), request) || several(request)
                : "cross-site".equals(request.getHeader("Sec-Fetch-Site")) && !navigates;
        if (foreign) {
            throw new HttpProblem(403, "cross-origin", "Another page may not ask",
                    "the request comes from a page of %.100s, and only pages of this server may ask"
                        .formatted((origin != null) ? origin : "another site"));
        }
    }

    /** No browser sends two, so that nobody has to know which of them counts. */
    private static boolean several(HttpServerRequest request) {
        return request.headers().getAll("Origin").size() > 1;
    }

    /**
     * The address that the connection itself came to; it is no name, so it cannot be
     * bent.
     */
    private static String local(HttpServerRequest request) {
        return (request.localAddress() != null) ? plain(request.localAddress().hostAddress()) : "";
    }

    private static boolean same(String origin, String name, int port, HttpServerRequest request) {
        String[] parts = origin.split("://", 2);
        if (parts.length != 2 || !(parts[0].equals("http") || parts[0].equals("https"))) {
            return false;
        }
        HostAndPort theirs = HostAndPort.parseAuthority(parts[1], -1);
        if (theirs == null || !plain(theirs.host()).equals(name)) {
            return false;
        }
        int theirPort = (theirs.port() > 0) ? theirs.port() : parts[0].equals("https") ? 443 : 80;
        // behind a proxy that speaks TLS the Host has no port and the scheme is not ours
        int ourPort = (port > 0) ? port : parts[0].equals("https") || request.isSSL() ? 443 : 80;
        return theirPort == ourPort;
    }

    private static String plain(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        if (name.equals("0:0:0:0:0:0:0:1")) {
            return "::1";
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

}
