package dev.rushes.server.keys;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.rushes.models.Problem;
import dev.rushes.server.http.Call;
import dev.rushes.server.http.Reply;
import dev.rushes.server.http.Route;
import dev.rushes.server.http.Scope;

/** {@code /v1/session}: the page shows a key once, and a cookie takes its place. */
public final class SessionRoutes {

    private final KeyGate gate;

    public SessionRoutes(KeyGate gate) {
        this.gate = gate;
    }

    public List<Route> routes() {
        return List.of(Route.get("/v1/session", SessionRoutes::who), Route.post("/v1/session", Scope.NONE, this::begin),
                Route.delete("/v1/session", Scope.NONE,
                        (call) -> Reply.nothing().with("Set-Cookie", cookie(call, "", 0))));
    }

    private static Reply who(Call call) {
        return Reply
            .ok(Map.of("name", call.caller().name(), "scope", call.caller().scope().name().toLowerCase(Locale.ROOT)));
    }

    private Reply begin(Call call) {
        String key = call.body(Login.class).key();
        if (key == null) {
            throw Problem.invalid("field \"key\" is null; give the key as rushes keys create has printed it");
        }
        String session = this.gate.begin(call.request(), key);
        return Reply.nothing().with("Set-Cookie", cookie(call, session, Sessions.LENGTH.toSeconds()));
    }

    /**
     * Out of scripts' reach, and never sent along from another site, nor in the clear if
     * it came by TLS.
     */
    private static String cookie(Call call, String value, long seconds) {
        return "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s".formatted(KeyGate.COOKIE, value, seconds,
                byTls(call) ? "; Secure" : "");
    }

    /**
     * What a proxy says of the browser before it, the nearest to the browser first.
     * Whoever says so without one only gets a cookie that is sent back less often.
     */
    private static boolean byTls(Call call) {
        return call.header("X-Forwarded-Proto")
            .map((schemes) -> schemes.split(",", 2)[0].strip())
            .filter("https"::equalsIgnoreCase)
            .isPresent();
    }

    /** What the page's form sends. */
    record Login(String key) {

    }

}
