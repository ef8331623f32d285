package dev.rushes.server.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * For uploads through proxies that let only GET and POST pass, as tus asks: the header
 * names the method that is meant. Nothing else heeds it.
 */
final class MethodOverride {

    private static final String HEADER = "X-HTTP-Method-Override";

    private static final String WHERE = "/v1/uploads/";

    private MethodOverride() {
    }

    static void apply(RoutingContext routing) {
        String meant = routing.request().getHeader(HEADER);
        boolean here = meant != null && routing.request().method().equals(HttpMethod.POST)
                && routing.request().path().startsWith(WHERE);
        if (here && (meant.equals("PATCH") || meant.equals("DELETE"))) {
            // so that it is not done again
            routing.request().headers().remove(HEADER);
            routing.reroute(HttpMethod.valueOf(meant), routing.request().uri());
        }
        else {
            routing.next();
        }
    }

}
