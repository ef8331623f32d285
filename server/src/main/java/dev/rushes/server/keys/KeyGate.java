package dev.rushes.server.keys;

import java.time.Clock;
import java.util.Optional;

import dev.rushes.server.database.Database;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.Gate;
import dev.rushes.server.http.HttpProblem;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;

/**
 * Asks for a key: in the header {@code Authorization: Bearer}, or a browser's session.
 */
public final class KeyGate implements Gate {

    static final String COOKIE = "rushes_session";

    private static final String BEARER = "Bearer ";

    private final Exposure exposure;

    private final ApiKeys keys;

    private final Sessions sessions;

    private final FailedKeys failed;

    public KeyGate(Exposure exposure, ApiKeys keys, Database database, Clock clock) {
        this.exposure = exposure;
        this.keys = keys;
        this.sessions = new Sessions(database, clock);
        this.failed = new FailedKeys(clock);
    }

    @Override
    public Caller admit(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null) {
            return caller(check(request, bearer(header)));
        }
        Cookie cookie = request.getCookie(COOKIE);
        Optional<Key> session = (cookie != null) ? this.sessions.key(cookie.getValue()).flatMap(this.keys::get)
                : Optional.empty();
        if (session.isPresent()) {
            return caller(session.get());
        }
        if (this.exposure == Exposure.INSECURE || (this.exposure == Exposure.LOOPBACK && Local.is(request))) {
            return Caller.LOCAL;
        }
        throw unauthorized(
                "a key is needed; `rushes keys create` makes one, and it goes into the header Authorization: Bearer KEY");
    }

    /** Begins a browser's session with a key that somebody has typed in. */
    String begin(HttpServerRequest request, String secret) {
        return this.sessions.begin(check(request, secret));
    }

    /**
     * A right key gets in whatever else came from its address: behind a proxy or in one
     * house many share it, and whoever guesses would lock all of them out.
     */
    private Key check(HttpServerRequest request, String secret) {
        return this.keys.find(secret).orElseThrow(() -> {
            String address = request.remoteAddress().hostAddress();
            if (this.failed.tooMany(address)) {
                return new HttpProblem(429, "too-many", "Too many wrong keys",
                        "%s has shown too many wrong keys; wait a minute".formatted(address))
                    .with("Retry-After", "60");
            }
            this.failed.add(address);
            return unauthorized("the key is wrong or was revoked");
        });
    }

    private static String bearer(String header) {
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length()) ? header.substring(BEARER.length()).strip()
                : "";
    }

    private static Caller caller(Key key) {
        return new Caller(key.name(), key.scope());
    }

    private static HttpProblem unauthorized(String sentence) {
        return new HttpProblem(401, "unauthorized", "Who asks?", sentence).with("WWW-Authenticate",
                "Bearer realm=\"rushes\"");
    }

}
