package dev.rushes.server.webhooks;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import org.jdbi.v3.core.Handle;

/**
 * What messages are signed with. For a day after a rotation they carry two signatures, so
 * that receivers may change over when they like.
 */
final class Secrets {

    static final Duration OVERLAP = Duration.ofHours(24);

    private static final String PREFIX = "whsec_";

    private static final int BYTES = 32;

    private static final String CURRENT = "webhook.secret";

    private static final String PREVIOUS = "webhook.secret.previous";

    private static final String UNTIL = "webhook.secret.previous.until";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Clock clock;

    Secrets(Clock clock) {
        this.clock = clock;
    }

    /**
     * The secrets.
     *
     * @param secret as receivers are given it, {@code whsec_} and Base64
     * @param previous still signed with, or null
     * @param previousUntil when that ends, as ISO 8601 writes it, or null
     */
    record Shown(String secret, String previous, String previousUntil) {

        List<String> all() {
            return (this.previous != null) ? List.of(this.secret, this.previous) : List.of(this.secret);
        }

    }

    /** Those that hold now; the first time, makes one. */
    Shown shown(Handle handle) {
        // two processes that start at once agree on the first that is written
        handle.execute("INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", CURRENT,
                fresh());
        String current = value(handle, CURRENT).orElseThrow();
        Optional<Instant> until = value(handle, UNTIL).map(Long::valueOf)
            .map(Instant::ofEpochMilli)
            .filter((end) -> end.isAfter(this.clock.instant()));
        return new Shown(current, until.flatMap((_) -> value(handle, PREVIOUS)).orElse(null),
                until.map(Instant::toString).orElse(null));
    }

    /** Makes a new one; the one before holds for a day more. */
    Shown rotate(Handle handle) {
        String old = shown(handle).secret();
        set(handle, PREVIOUS, old);
        set(handle, UNTIL, String.valueOf(this.clock.millis() + OVERLAP.toMillis()));
        set(handle, CURRENT, fresh());
        return shown(handle);
    }

    /** The key that a secret stands for. */
    static byte[] key(String secret) {
        return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    }

    private static String fresh() {
        byte[] key = new byte[BYTES];
        RANDOM.nextBytes(key);
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    private static Optional<String> value(Handle handle, String name) {
        return handle.createQuery("SELECT value FROM settings WHERE name = :name")
            .bind("name", name)
            .mapTo(String.class)
            .findOne();
    }

    private static void set(Handle handle, String name, String value) {
        handle.execute("INSERT INTO settings (name, value) VALUES (?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value);
    }

}
