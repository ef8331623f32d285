package dev.rushes.server.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** One plain line an event on standard error: when, how grave, what. */
final class LogLines extends Formatter {

    /** Their news is ours to tell, where it is any. */
    private static final List<String> QUIET = List.of("org.flywaydb", "io.vertx", "io.netty");

    /**
     * Loggers that are kept, for Java forgets what it was told of those it has collected.
     */
    private static final List<Logger> TOLD = new ArrayList<>();

    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_LOCAL_DATE_TIME;

    /** Makes all logs of this process look so. */
    static void install() {
        for (var handler : Logger.getLogger("").getHandlers()) {
            handler.setFormatter(new LogLines());
        }
        QUIET.forEach((name) -> level(name, Level.WARNING));
        // one line a connection when the database is away, which we say ourselves
        level("com.zaxxer.hikari", Level.SEVERE);
        // says the same on every poll; queue.Troubles says it once
        level("com.github.kagkarlsson", Level.OFF);
    }

    private static void level(String name, Level level) {
        Logger logger = Logger.getLogger(name);
        logger.setLevel(level);
        TOLD.add(logger);
    }

    @Override
    public String format(LogRecord event) {
        LocalDateTime when = LocalDateTime.ofInstant(event.getInstant(), ZoneId.systemDefault())
            .truncatedTo(ChronoUnit.SECONDS);
        String line = "%s %s %s%n".formatted(TIME.format(when), event.getLevel().getName(), formatMessage(event));
        if (event.getThrown() == null) {
            return line;
        }
        StringWriter trace = new StringWriter();
        event.getThrown().printStackTrace(new PrintWriter(trace, true));
        return line + trace;
    }

}
