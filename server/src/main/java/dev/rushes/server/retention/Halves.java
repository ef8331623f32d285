package dev.rushes.server.retention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import dev.rushes.server.storage.Durably;
import dev.rushes.server.storage.Storage;

/**
 * What a worker was writing when it died, in jobs that have ended since: another try
 * would write it anew, but none may come. What is whole stays, for a retry goes on from
 * there.
 */
public final class Halves {

    /** A job's folder and the one of its pieces within. */
    private static final int DEPTH = 2;

    /** A fresh one may be with a worker that has yet to hear of the end. */
    static final Duration UNTOUCHED = Duration.ofSeconds(60);

    private final Database database;

    private final Storage storage;

    private final Clock clock;

    public Halves(Database database, Storage storage, Clock clock) {
        this.database = database;
        this.storage = storage;
        this.clock = clock;
    }

    /**
     * Removes them; to be called every few minutes.
     * @return how many went
     */
    public int sweep() {
        List<String> ended = this.database.read((handle) -> handle
            .createQuery("SELECT id FROM jobs WHERE state IN ('done', 'failed', 'cancelled') ORDER BY id")
            .mapTo(String.class)
            .list());
        int gone = 0;
        for (String job : ended) {
            Path folder = this.storage.job(job);
            if (Files.isDirectory(folder)) {
                gone += sweep(folder);
            }
        }
        return gone;
    }

    private int sweep(Path folder) {
        int gone = 0;
        try (Stream<Path> paths = Files.walk(folder, DEPTH)) {
            for (Path path : paths.filter((any) -> any.toString().endsWith(".part")).toList()) {
                if (untouched(path)) {
                    Durably.remove(path);
                    gone++;
                }
            }
        }
        catch (IOException trouble) {
            throw Problem.exhausted("%s cannot be cleared: %s", folder, trouble.getMessage());
        }
        return gone;
    }

    private boolean untouched(Path path) throws IOException {
        return Files.getLastModifiedTime(path).toMillis() < this.clock.millis() - UNTOUCHED.toMillis();
    }

}
