package dev.rushes.server.http;

/** What a caller may do; each includes those before it. */
public enum Scope {

    /** Nothing is asked: health and the page itself. */
    NONE,

    /** Look. */
    READ,

    /** Upload, and make jobs. */
    SUBMIT,

    /** Everything, among it other people's jobs and keys. */
    ADMIN;

    public boolean allows(Scope wanted) {
        return compareTo(wanted) >= 0;
    }

}
