package dev.rushes.server.database;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Libraries that would tell of every connection and every migration: what matters of it
 * we say ourselves. Every process that has a log of ours opens the database.
 */
final class LibraryLogs {

    /**
     * Loggers that are kept, for Java forgets what it was told of those it has collected.
     */
    private static final List<Logger> TOLD = List.of(told("org.flywaydb", Level.WARNING),
            told("io.vertx", Level.WARNING), told("io.netty", Level.WARNING),
            // one line a connection when the database is away
            told("com.zaxxer.hikari", Level.SEVERE),
            // says the same on every poll; queue.Troubles says it once a minute
            told("com.github.kagkarlsson", Level.OFF));

    private LibraryLogs() {
    }

    /** Has them say no more than what is wrong. */
    static void quieten() {
        TOLD.forEach((logger) -> logger.setLevel(logger.getLevel()));
    }

    private static Logger told(String name, Level level) {
        Logger logger = Logger.getLogger(name);
        logger.setLevel(level);
        return logger;
    }

}
