package dev.rushes.server.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.rushes.server.database.Database;

/**
 * What a browser keeps after somebody has shown a key: the key's id and an end, signed.
 * It outlives a restart, and ends with its key. The key itself stays out of the browser.
 */
final class Sessions {

    static final Duration LENGTH = Duration.ofDays(30);

    private static final String SETTING = "session_secret";

    private final Clock clock;

    private final SecretKeySpec secret;

    Sessions(Database database, Clock clock) {
        this.clock = clock;
        String text = database.change((handle) -> {
            handle.execute("INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", SETTING,
                    Secret.next());
            return handle.createQuery("SELECT value FROM settings WHERE name = ?")
                .bind(0, SETTING)
                .mapTo(String.class)
                .one();
        });
        this.secret = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    String begin(Key key) {
        String what = key.id() + "." + (this.clock.millis() + LENGTH.toMillis());
        return what + "." + sign(what);
    }

    /** The id of the key, if the signature is ours and the end has not come. */
    Optional<String> key(String session) {
        int dot = session.lastIndexOf('.');
        if (dot < 0 || session.length() > 200
                || !Secret.same(sign(session.substring(0, dot)), session.substring(dot + 1))) {
            return Optional.empty();
        }
        String[] parts = session.split("\\.", -1);
        return (Long.parseLong(parts[1]) > this.clock.millis()) ? Optional.of(parts[0]) : Optional.empty();
    }

    private String sign(String what) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(this.secret);
            return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mac.doFinal(what.getBytes(StandardCharsets.UTF_8)));
        }
        catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java has HmacSHA256", impossible);
        }
    }

}
