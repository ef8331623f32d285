package dev.rushes.server.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.rushes.models.Problem;

/**
 * Footage by content: each is stored once, whole or not at all. One server process writes
 * here, so what concerns one content is done one after the other by a lock in memory.
 */
public final class Blobs {

    private static final int LOCKS = 64;

    private final Storage storage;

    private final ReentrantLock[] locks = IntStream.range(0, LOCKS)
        .mapToObj((_) -> new ReentrantLock())
        .toArray(ReentrantLock[]::new);

    public Blobs(Storage storage) {
        this.storage = storage;
    }

    /**
     * Does something while nobody else adds or removes the content: what the tables say
     * of it and what is on the disk change together.
     */
    public <T> T alone(String sha256, Supplier<T> work) {
        ReentrantLock lock = this.locks[Integer.parseInt(sha256.substring(0, 2), 16) % LOCKS];
        lock.lock();
        try {
            return work.get();
        }
        finally {
            lock.unlock();
        }
    }

    /** The file of a content, if it is here. */
    public Optional<Path> file(String sha256) {
        try (Stream<Path> files = Files.list(this.storage.blob(sha256))) {
            return files.filter(Files::isRegularFile).findFirst();
        }
        catch (IOException notThere) {
            return Optional.empty();
        }
    }

    /**
     * Moves an upload's file, or the folder of a reel with its manifest, to its place, or
     * removes it if its content is here already. Can be done again after a crash in the
     * middle.
     * @throws Problem EXHAUSTED if the disk refuses, CONFLICT if a file is a reel's
     * manifest, NOT_FOUND if neither the upload nor the content is here
     */
    public void put(String upload, String sha256, String name) {
        Path part = this.storage.upload(upload);
        Path folder = this.storage.blob(sha256);
        // a folder is renamed whole: nobody sees one that is empty or half
        Path staging = folder.resolveSibling("." + upload);
        boolean reel = Files.isDirectory(part);
        try {
            if (file(sha256).isEmpty()) {
                Files.createDirectories(reel ? folder.getParent() : staging);
                if (reel) {
                    Files.move(part, staging, StandardCopyOption.ATOMIC_MOVE);
                }
                else if (Files.exists(part)) {
                    Files.move(part, staging.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                    Durably.sync(staging);
                }
                if (isEmpty(staging)) {
                    Durably.remove(staging);
                    throw Problem.notFound("the bytes of the upload %s are gone; begin it anew", upload);
                }
                publish(staging, folder, sha256);
                Durably.sync(folder.getParent());
                Durably.sync(folder.getParent().getParent());
            }
            else if (Files.exists(part) && reel != Reel.head(folder).isPresent()) {
                throw Problem.conflict("\"%s\" is here already as something else; it cannot be both", name);
            }
            Durably.remove(staging);
            Durably.remove(part);
        }
        catch (IOException trouble) {
            throw Problem.exhausted(
                    "the upload %s cannot be stored: %s; look at the disk and send the last piece again", upload,
                    trouble.getMessage());
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private void publish(Path staging, Path folder, String sha256) throws IOException {
        try {
            Files.move(staging, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        catch (FileSystemException trouble) {
            // another server on the same directory may have been first
            if (file(sha256).isEmpty()) {
                throw trouble;
            }
        }
    }

    /**
     * Removes a content; whoever calls holds {@link #alone} and knows that nobody wants
     * it.
     */
    public void remove(String sha256) {
        try {
            Durably.remove(this.storage.blob(sha256));
        }
        catch (IOException trouble) {
            throw Problem.exhausted("the content %s cannot be removed: %s", sha256, trouble.getMessage());
        }
    }

}
