package dev.rushes.server.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import dev.rushes.server.queue.Resource;

/** The checks there are. */
public final class Checks {

    private Checks() {
    }

    /** The database answers. */
    public static Check database(Database database) {
        return () -> {
            database.read((handle) -> handle.createQuery("SELECT last FROM counters WHERE name = 'event'")
                .mapTo(Long.class)
                .one());
            return "answers";
        };
    }

    /** A file can be written to the data directory. */
    public static Check data(Path folder) {
        return () -> {
            try {
                Path probe = Files.createTempFile(folder, ".ready", ".part");
                try {
                    Files.writeString(probe, "ready");
                }
                finally {
                    Files.deleteIfExists(probe);
                }
                return "can be written";
            }
            catch (IOException trouble) {
                throw Problem.exhausted("the data directory cannot be written: %s", trouble.getMessage());
            }
        };
    }

    /**
     * There is room on the data directory's disk.
     * @param floor bytes that must be free
     */
    public static Check space(Path folder, long floor) {
        return () -> {
            long free = folder.toFile().getUsableSpace();
            if (free < floor) {
                throw Problem.exhausted("%d MiB are free on the data directory's disk and %d MiB are wanted",
                        free >> 20, floor >> 20);
            }
            return (free >> 20) + " MiB free";
        };
    }

    /**
     * Every class of worker that should be there has one that is alive.
     * @param alive how many there are of each class that should be there
     */
    public static Check workers(Supplier<Map<Resource, Integer>> alive) {
        return () -> {
            Map<Resource, Integer> now = alive.get();
            now.forEach((resource, count) -> {
                if (count < 1) {
                    throw Problem.exhausted("no %s worker is alive", resource.word());
                }
            });
            return now.values().stream().mapToInt(Integer::intValue).sum() + " alive";
        };
    }

}
