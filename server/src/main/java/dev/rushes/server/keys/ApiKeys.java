package dev.rushes.server.keys;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Database;
import dev.rushes.server.database.Ids;
import dev.rushes.server.http.Scope;

/** The keys that exist. */
public final class ApiKeys {

    /** How exact the time of the last use is; each request would else write. */
    private static final Duration EXACTNESS = Duration.ofMinutes(1);

    /** Names under which the server itself stands in the audit log. */
    private static final Set<String> OWN = Set.of("local", "nobody", "retention", "setup", "watch");

    private final Database database;

    private final Audit audit;

    private final Clock clock;

    public ApiKeys(Database database, Audit audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes one.
     * @param name unique for all time, 1 to 64 letters, digits and {@code . _ -}
     * @return its secret, which cannot be had again
     * @throws Problem INVALID for such a name, CONFLICT if there is one of it
     */
    public String create(String who, String name, Scope scope) {
        if (!name.matches("[\\p{L}\\p{N}._-]{1,64}")) {
            throw Problem.invalid("a key's name has 1 to 64 letters, digits, dots, dashes; \"%.80s\" does not fit",
                    name);
        }
        if (OWN.contains(name)) {
            throw Problem.invalid("the name \"%s\" is the server's own; choose another", name);
        }
        if (scope == Scope.NONE) {
            throw Problem.invalid("a key needs a scope: read, submit or admin");
        }
        String secret = Secret.next();
        long now = this.clock.millis();
        this.database.update((handle) -> {
            String id = Ids.next("key", now);
            int rows = handle.execute(
                    "INSERT INTO api_keys (id, name, scope, hash, created) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    id, name, word(scope), Secret.hash(secret), now);
            if (rows == 0) {
                throw Problem.conflict("there is or was a key \"%s\"; choose another name", name);
            }
            this.audit.add(handle, who, "key.create", id, Map.of("name", name, "scope", word(scope)));
        });
        return secret;
    }

    /** All, the oldest first, the revoked ones among them. */
    public List<Key> list() {
        return this.database.read(
                (handle) -> handle.createQuery("SELECT * FROM api_keys ORDER BY id").map((row, _) -> key(row)).list());
    }

    /** The names of those that were revoked; no other key ever has one of them. */
    public Set<String> revoked() {
        return this.database.read((handle) -> handle.createQuery("SELECT name FROM api_keys WHERE revoked IS NOT NULL")
            .mapTo(String.class)
            .set());
    }

    /** Whether anybody could get in. */
    public boolean any() {
        return list().stream().anyMatch((key) -> key.revoked() == null);
    }

    /**
     * Revokes one, at once and for ever.
     * @param name its name or its id
     * @throws Problem NOT_FOUND if there is none, CONFLICT if it was before
     */
    public void revoke(String who, String name) {
        Key key = list().stream()
            .filter((candidate) -> candidate.name().equals(name) || candidate.id().equals(name))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("there is no key \"%.80s\"; `rushes keys list` shows them", name));
        this.database.update((handle) -> {
            if (handle.execute("UPDATE api_keys SET revoked = ? WHERE id = ? AND revoked IS NULL", this.clock.millis(),
                    key.id()) == 0) {
                throw Problem.conflict("the key \"%s\" was revoked before", key.name());
            }
            this.audit.add(handle, who, "key.revoke", key.id(), Map.of("name", key.name()));
        });
    }

    /** The key of a secret, unless it was revoked. */
    Optional<Key> find(String secret) {
        if (!Secret.looksLike(secret)) {
            return Optional.empty();
        }
        String hash = Secret.hash(secret);
        Optional<Key> found = this.database
            .read((handle) -> handle.createQuery("SELECT * FROM api_keys WHERE hash = ? AND revoked IS NULL")
                .bind(0, hash)
                .map((row, _) -> key(row))
                .findOne());
        found.ifPresent(this::seen);
        return found;
    }

    /** A key that is not revoked. */
    Optional<Key> get(String id) {
        return this.database
            .read((handle) -> handle.createQuery("SELECT * FROM api_keys WHERE id = ? AND revoked IS NULL")
                .bind(0, id)
                .map((row, _) -> key(row))
                .findOne());
    }

    private void seen(Key key) {
        long now = this.clock.millis();
        if (key.used() == null || now - key.used() >= EXACTNESS.toMillis()) {
            this.database
                .update((handle) -> handle.execute("UPDATE api_keys SET last_used = ? WHERE id = ?", now, key.id()));
        }
    }

    private static String word(Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }

    private static Key key(ResultSet row) throws SQLException {
        return new Key(row.getString("id"), row.getString("name"),
                Scope.valueOf(row.getString("scope").toUpperCase(Locale.ROOT)), row.getLong("created"),
                number(row, "revoked"), number(row, "last_used"));
    }

    private static Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

}
