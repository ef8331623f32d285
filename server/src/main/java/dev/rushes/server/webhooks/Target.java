package dev.rushes.server.webhooks;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

import dev.rushes.models.Problem;

/**
 * Where a message goes.
 *
 * @param host in lower case; an IPv6 address without brackets
 * @param path with query, as it stands in the request line
 */
record Target(boolean tls, String host, int port, String path) {

    private static final int LONGEST = 2000;

    private static final int HIGHEST_PORT = 65_535;

    /**
     * Reads a URL and holds its host against the allowed ones.
     * @param allowed names of hosts; with none, any public host will do
     * @throws Problem INVALID with what is wrong
     */
    static Target of(String url, Set<String> allowed) {
        if (url.length() > LONGEST) {
            throw Problem.invalid("the webhook's URL is longer than %d characters", LONGEST);
        }
        URI uri;
        try {
            uri = new URI(url);
        }
        catch (URISyntaxException wrong) {
            throw Problem.invalid("the webhook \"%.80s\" is no URL: %s", url, wrong.getReason());
        }
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        if (!tls && !"http".equalsIgnoreCase(uri.getScheme())) {
            throw Problem.invalid("the webhook \"%.80s\" must begin with https:// or http://", url);
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw Problem.invalid("the webhook \"%.80s\" must name a host, and no user or password", url);
        }
        String host = uri.getHost().replaceAll("^\\[|]$", "").toLowerCase(Locale.ROOT);
        if (host.indexOf('%') >= 0) {
            throw Problem.invalid("the webhook \"%.80s\" names a network interface, which is not allowed", url);
        }
        if (!allowed.isEmpty() && !allowed.contains(host)) {
            throw Problem.invalid("webhooks to \"%.80s\" are not allowed here; --webhook-host names those that are",
                    host);
        }
        literal(host, !allowed.isEmpty());
        if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
            throw Problem.invalid("the webhook \"%.80s\" has no port from 1 to %d", url, HIGHEST_PORT);
        }
        String path = (uri.getRawPath() == null || uri.getRawPath().isEmpty()) ? "/" : uri.getRawPath();
        String query = (uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "";
        int port = (uri.getPort() > 0) ? uri.getPort() : (tls ? 443 : 80);
        return new Target(tls, host, port, path + query);
    }

    /**
     * An address in place of a name is seen through at once; of the ways to write one,
     * those are refused that two programs could read as two addresses.
     */
    private static void literal(String host, boolean anywhere) {
        boolean numbers = host.matches("[0-9.]+");
        if (numbers && !host.matches("((0|[1-9][0-9]{0,2})[.]){3}(0|[1-9][0-9]{0,2})")) {
            throw Problem.invalid("\"%.80s\" is no host; write an address as four numbers without leading zeros", host);
        }
        if ((numbers || host.indexOf(':') >= 0) && !anywhere) {
            try {
                refuse(host, InetAddress.ofLiteral(host));
            }
            catch (IllegalArgumentException notOne) {
                throw Problem.invalid("\"%.80s\" is no address", host);
            }
        }
    }

    private static void refuse(String host, InetAddress address) {
        if (!PublicAddress.is(address)) {
            throw Problem.invalid("the host %s is at %s, which is not on the public internet;"
                    + " --webhook-host allows a host by name", host, address.getHostAddress());
        }
    }

    /** The names of allowed hosts as they are compared. */
    static String plain(String host) {
        return IDN.toASCII(host.strip().replaceAll("^\\[|]$", "")).toLowerCase(Locale.ROOT);
    }

    /**
     * Looks the host up. The address that is returned is the one to connect to: a second
     * look-up could give another.
     * @param anywhere whether private addresses will do, as the host is allowed by name
     * @throws Problem INVALID if it is not public, NOT_FOUND if it has no address
     */
    InetAddress resolve(boolean anywhere) {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(this.host);
        }
        catch (UnknownHostException unknown) {
            throw Problem.notFound("the host %s has no address", this.host);
        }
        for (InetAddress address : addresses) {
            if (!anywhere) {
                refuse(this.host, address);
            }
        }
        return addresses[0];
    }

}
