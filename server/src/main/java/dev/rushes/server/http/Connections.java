package dev.rushes.server.http;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Who is connected: no more than a number, and nobody for long without a whole request,
 * be it that none comes or that its head comes a byte at a time. Once a request is there,
 * its own code sees to it that it ends.
 */
final class Connections {

    private final Clock clock;

    private final int most;

    private final Duration patience;

    private final ConcurrentMap<HttpConnection, Use> open = new ConcurrentHashMap<>();

    /**
     * None yet.
     * @param most at the same time
     * @param patience with one that has sent no whole request head
     */
    Connections(Clock clock, int most, Duration patience) {
        this.clock = clock;
        this.most = most;
        this.patience = patience;
    }

    void opened(HttpConnection connection) {
        if (this.open.size() >= this.most && !makeRoom()) {
            connection.close();
            return;
        }
        this.open.put(connection, new Use(this.clock.millis()));
        connection.closeHandler((_) -> this.open.remove(connection));
    }

    /**
     * Whoever has kept a connection for nothing the longest makes way, so that a crowd of
     * silent ones keeps nobody out.
     */
    private boolean makeRoom() {
        HttpConnection idlest = null;
        long since = Long.MAX_VALUE;
        for (Map.Entry<HttpConnection, Use> entry : this.open.entrySet()) {
            Use use = entry.getValue();
            if (use.requests.get() == 0 && use.since < since) {
                idlest = entry.getKey();
                since = use.since;
            }
        }
        if (idlest != null) {
            this.open.remove(idlest);
            idlest.close();
        }
        return idlest != null;
    }

    /**
     * A request has come.
     * @return false if it is to be let lie, as it came after its connection's last
     */
    boolean asked(HttpServerRequest request) {
        Use use = this.open.get(request.connection());
        if (use == null) {
            return true;
        }
        if (use.last) {
            return false;
        }
        use.requests.incrementAndGet();
        request.response().bodyEndHandler((_) -> {
            use.since = this.clock.millis();
            use.requests.decrementAndGet();
        });
        return true;
    }

    /**
     * Nothing that comes on the connection after this request is answered;
     * {@link Replies} close it after the answer.
     */
    void last(HttpServerRequest request) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        Use use = this.open.get(request.connection());
        if (use != null) {
            use.last = true;
        }
    }

    /** Closes those that have said nothing for too long. */
    void sweep() {
        long oldest = this.clock.millis() - this.patience.toMillis();
        this.open.forEach((connection, use) -> {
            if (use.requests.get() == 0 && use.since < oldest) {
                connection.close();
            }
        });
    }

    private static final class Use {

        final AtomicInteger requests = new AtomicInteger();

        volatile long since;

        volatile boolean last;

        Use(long since) {
            this.since = since;
        }

    }

}
