package dev.rushes.server.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import dev.rushes.models.Problem;

/**
 * Brings tables up to date, one process at a time: PostgreSQL keeps the others waiting by
 * itself, SQLite does not, and a key may be made while the server starts for the first
 * time.
 */
final class Migration {

    private Migration() {
    }

    /**
     * Does it while no other process does.
     * @param data the data directory of the built-in database, or null
     * @throws Problem EXHAUSTED if the directory cannot be written
     */
    static synchronized void alone(Path data, Runnable migrate) {
        if (data == null) {
            migrate.run();
            return;
        }
        try (FileChannel channel = FileChannel.open(data.resolve("migration.lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); FileLock _ = channel.lock()) {
            migrate.run();
        }
        catch (IOException trouble) {
            throw Problem.exhausted("the data directory %s cannot be written: %s", data, trouble.getMessage());
        }
    }

}
