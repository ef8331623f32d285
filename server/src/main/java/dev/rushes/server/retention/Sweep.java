package dev.rushes.server.retention;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.rushes.server.storage.Durably;

/**
 * Clearing up goes on past what cannot be read or removed: a folder of somebody else's, a
 * file that another machine still has open. The next sweep tries it again.
 */
final class Sweep {

    private static final Logger LOG = System.getLogger(Sweep.class.getName());

    private Sweep() {
    }

    /** What is in a folder; nothing if it cannot be read. */
    static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
        catch (IOException | UncheckedIOException trouble) {
            LOG.log(Level.WARNING, "{0} cannot be read and is not cleared up: {1}", folder, trouble.getMessage());
            return List.of();
        }
    }

    /**
     * Removes a file, or a folder with all that is in it.
     * @return whether it went
     */
    static boolean remove(Path path) {
        try {
            Durably.remove(path);
            return true;
        }
        catch (IOException trouble) {
            LOG.log(Level.WARNING, "{0} cannot be removed: {1}", path, trouble.getMessage());
            return false;
        }
    }

}
