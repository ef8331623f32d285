package dev.rushes.server.keys;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;

/** Tells whoever sits at this machine from those whom a proxy on it brings here. */
final class Local {

    private static final List<String> PROXIED = List.of("forwarded", "via", "x-real-ip", "cf-connecting-ip",
            "true-client-ip");

    private Local() {
    }

    /**
     * Whether a request comes from this machine, asks for it by a name that leads nowhere
     * else, and bears no mark of a proxy.
     */
    static boolean is(HttpServerRequest request) {
        HostAndPort host = request.authority();
        return request.remoteAddress() != null && loopback(request.remoteAddress().hostAddress()) && host != null
                && loopback(host.host())
                && request.headers()
                    .names()
                    .stream()
                    .map((name) -> name.toLowerCase(Locale.ROOT))
                    .noneMatch(Local::proxied);
    }

    private static boolean proxied(String header) {
        return PROXIED.contains(header) || header.startsWith("x-forwarded-");
    }

    private static boolean loopback(String host) {
        if (host == null) {
            return false;
        }
        if (host.replaceFirst("[.]$", "").equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")).isLoopbackAddress();
        }
        catch (IllegalArgumentException name) {
            return false;
        }
    }

}
