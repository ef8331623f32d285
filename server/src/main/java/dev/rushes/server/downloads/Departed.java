package dev.rushes.server.downloads;

import java.io.IOException;
import java.util.logging.Logger;

/**
 * Vert.x logs it with a stack trace that a client has gone away while a file was on its
 * way to it. That happens whenever somebody seeks in a proxy or closes a page, and
 * whoever sends the file hears of it anyway.
 */
final class Departed {

    /** Kept, for a logger that nobody holds forgets what it was told. */
    private static final Logger CONNECTION = Logger.getLogger("io.vertx.core.net.impl.VertxConnection");

    private Departed() {
    }

    static void silence() {
        CONNECTION.setFilter((event) -> !(event.getThrown() instanceof IOException));
    }

}
