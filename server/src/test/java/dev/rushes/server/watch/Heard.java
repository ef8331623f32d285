package dev.rushes.server.watch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The warnings of watching, from the real log. */
final class Heard extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("dev.rushes.server.watch");

    private final List<String> sentences = new CopyOnWriteArrayList<>();

    Heard() {
        this.logger.addHandler(this);
    }

    List<String> warnings() {
        return List.copyOf(this.sentences);
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            this.sentences.add(new SimpleFormatter().formatMessage(entry));
        }
    }

    @Override
    public void flush() {
        // nothing is kept back
    }

    @Override
    public void close() {
        this.logger.removeHandler(this);
    }

}
