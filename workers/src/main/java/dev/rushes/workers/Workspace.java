package dev.rushes.workers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import dev.rushes.models.Problem;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Piece;
import dev.rushes.workers.job.Plan;

/**
 * The hidden folder beside a master that holds its finished pieces until assembly. A
 * piece counts only with its record, which is written last and names its plan: whatever a
 * crash leaves besides is made anew.
 */
public final class Workspace {

    private final Plan plan;

    private final Path folder;

    public Workspace(Plan plan) {
        this.plan = plan;
        this.folder = plan.workspace();
    }

    /**
     * A lock on this job or on one of its pieces, held until closed or until the process
     * dies.
     */
    public static final class Lock implements AutoCloseable {

        private final FileChannel channel;

        private final FileLock lock;

        private Lock(FileChannel channel, FileLock lock) {
            this.channel = channel;
            this.lock = lock;
        }

        @Override
        public void close() {
            try (this.channel) {
                this.lock.release();
            }
            catch (IOException ex) {
                throw Problem.internal(ex, "a lock cannot be released: %s", ex.getMessage());
            }
        }

    }

    /**
     * Makes the folder if it is missing and takes the whole job.
     * @throws Problem CONFLICT if another process is at it
     */
    public Lock lockJob() {
        makeFolder(this.folder);
        return lock("job.lock", "the master %s is being made by another process".formatted(this.plan.master()));
    }

    /** Takes one piece. */
    public Lock lockPiece(int task) {
        makeFolder(this.folder);
        return lock("piece-%05d.lock".formatted(task),
                "segment %d of %s is being made by another process".formatted(task, this.plan.master()));
    }

    private Lock lock(String name, String conflict) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(this.folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new Lock(channel, lock);
            }
        }
        catch (OverlappingFileLockException ex) {
            // this very process: the same as any other
        }
        catch (IOException ex) {
            throw Disk.problem(ex, "the folder " + this.folder + " cannot be written");
        }
        if (channel != null) {
            Disk.closeQuietly(channel);
        }
        throw Problem.conflict("%s; wait for it and try again", conflict);
    }

    public static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        }
        catch (IOException ex) {
            throw Disk.problem(ex, "the folder " + folder + " cannot be made");
        }
    }

    /** Where a piece is written before it is whole. */
    public Path part(int task) {
        return this.folder.resolve("piece-%05d.part".formatted(task));
    }

    public Path piece(int task) {
        return this.folder.resolve("piece-%05d.nut".formatted(task));
    }

    private Path record(int task) {
        return this.folder.resolve("piece-%05d.json".formatted(task));
    }

    /**
     * A finished piece's record, or null if the piece is not there or not of this plan.
     */
    public Piece finished(int task) {
        try {
            if (!Files.exists(record(task)) || !Files.exists(piece(task))) {
                return null;
            }
            Piece piece = Json.read(record(task), Piece.class);
            return piece.key().equals(this.plan.key()) && piece.bytes() == Files.size(piece(task)) ? piece : null;
        }
        catch (IOException | Problem ex) {
            return null;
        }
    }

    /** Makes a written part into a piece: on disk for good, then named, then recorded. */
    public void publish(int task, Piece piece) {
        try {
            Disk.sync(part(task));
            Files.move(part(task), piece(task), StandardCopyOption.ATOMIC_MOVE);
            Disk.writeWhole(record(task), Json.write(piece));
        }
        catch (IOException ex) {
            throw Disk.problem(ex, "segment " + task + " cannot be kept in " + this.folder);
        }
    }

    /** Removes what is half done. */
    public void discardPart(int task) {
        Disk.deleteQuietly(part(task));
    }

    /** Removes the folder and all in it. */
    public void remove() {
        clear();
        Disk.deleteQuietly(this.folder.resolve("job.lock"));
        Disk.deleteQuietly(this.folder);
    }

    private void clear() {
        if (!Files.isDirectory(this.folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(this.folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                // only our own kinds of file, should somebody have put others there
                if (name.startsWith("piece-")) {
                    Disk.deleteQuietly(file);
                }
            }
        }
        catch (IOException ex) {
            throw Disk.problem(ex, "the folder " + this.folder + " cannot be cleared");
        }
    }

}
