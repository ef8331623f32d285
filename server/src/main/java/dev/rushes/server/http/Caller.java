package dev.rushes.server.http;

/**
 * Who asks.
 *
 * @param name of the key, or "local" for this machine without a key
 * @param scope what they may do
 */
public record Caller(String name, Scope scope) {

    public static final Caller LOCAL = new Caller("local", Scope.ADMIN);

    public static final Caller NOBODY = new Caller("nobody", Scope.NONE);

}
