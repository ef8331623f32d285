package dev.rushes.server.storage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;

/**
 * How many bytes footage, jobs and previews hold in the data directory. They are counted
 * by looking, as workers write there too, and not more often than every ten seconds.
 */
public final class Usage {

    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Storage storage;

    private final Clock clock;

    private long bytes;

    private long counted = Long.MIN_VALUE;

    public Usage(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /** Bytes, at most ten seconds old. */
    public synchronized long bytes() {
        long now = this.clock.millis();
        if (this.counted == Long.MIN_VALUE || now - this.counted > FRESH.toMillis() || now < this.counted) {
            this.bytes = 0;
            for (String folder : new String[] { "blobs", "jobs", "previews" }) {
                count(this.storage.root().resolve(folder));
            }
            this.counted = now;
        }
        return this.bytes;
    }

    /** Something large has come or gone. */
    public synchronized void changed() {
        this.counted = Long.MIN_VALUE;
    }

    private void count(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    Usage.this.bytes += attributes.size();
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException vanished) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path gone, IOException trouble) {
                    return FileVisitResult.CONTINUE;
                }

            });
        }
        catch (IOException impossible) {
            throw new AssertionError("every failure is skipped above", impossible);
        }
    }

}
