package dev.rushes.server.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** One plain line an event on standard error: when, how grave, what. */
final class LogLines extends Formatter {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_LOCAL_DATE_TIME;

    /** Makes all logs of this process look so. */
    static void install() {
        for (var handler : Logger.getLogger("").getHandlers()) {
            handler.setFormatter(new LogLines());
        }
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
