package dev.rushes.server.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Changes of folders that a power cut does not undo, and their removal. */
public final class Durably {

    /** A worker that is told to stop adds a file or two before it does. */
    private static final int MOST_TRIES = 10;

    private Durably() {
    }

    /** Waits until a folder's list of files is on the disk. */
    public static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Removes a file, or a folder with all that is in it; nothing happens if it is not
     * there. Links are removed, not followed. What others add meanwhile goes too, within
     * reason.
     */
    public static void remove(Path path) throws IOException {
        for (int tries = 1;; tries++) {
            try {
                Files.walkFileTree(path, new Remover());
                return;
            }
            catch (NoSuchFileException gone) {
                // of the whole, as was wanted, or of a part that others remove too
                if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                    return;
                }
                if (tries == MOST_TRIES) {
                    throw gone;
                }
            }
            catch (DirectoryNotEmptyException added) {
                if (tries == MOST_TRIES) {
                    throw added;
                }
            }
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException trouble) throws IOException {
            if (trouble != null) {
                throw trouble;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }

    }

}
