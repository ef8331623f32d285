package dev.rushes.server.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.rushes.models.Problem;
import dev.rushes.server.storage.Reel;
import dev.rushes.server.storage.Sequence;
import dev.rushes.server.storage.Storage;
import dev.rushes.workers.Disk;

/** Finds the file, or the files, of an asset. */
final class Footage {

    private Footage() {
    }

    /**
     * The only file in its blob's folder; of a reel the pattern of its sequence, or the
     * file that holds the picture.
     * @throws Problem NOT_FOUND if it is gone
     */
    static Path of(Storage storage, String sha256) {
        Path folder = storage.blob(sha256);
        Reel.Head reel = Reel.head(folder).orElse(null);
        if (reel != null) {
            String first = Reel.files(folder, 0, 1).getFirst().path();
            // the least number is written with the fewest digits
            return folder.resolve(reel.kind().equals(Reel.SEQUENCE) ? Sequence.of(List.of(first)).pattern() : first);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter((file) -> !file.getFileName().toString().startsWith("."))
                .findFirst()
                .orElseThrow(() -> gone(sha256));
        }
        catch (NoSuchFileException trouble) {
            throw gone(sha256);
        }
        catch (IOException trouble) {
            throw Disk.problem(trouble, "the footage with SHA-256 " + sha256 + " cannot be read");
        }
    }

    private static Problem gone(String sha256) {
        return Problem.notFound("the footage with SHA-256 %s is no longer in the data directory; upload it again",
                sha256);
    }

}
