package dev.rushes.server.keys;

import dev.rushes.server.http.Scope;

/**
 * A key, without its secret.
 *
 * @param created milliseconds since 1970
 * @param revoked when it was, or null
 * @param used when it was last seen, to the minute, or null
 */
public record Key(String id, String name, Scope scope, long created, Long revoked, Long used) {

}
