package dev.rushes.workers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

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

    /**
     * The hidden folder and those around it that were not there before, deepest first.
     */
    private final List<Path> made = new ArrayList<>();

    private WorkLock jobLock;

    public Workspace(Plan plan) {
        this.plan = plan;
        this.folder = plan.workspace();
    }

    /**
     * Makes the folder if it is missing and takes the whole job.
     * @throws Problem CONFLICT if another process, or this one, is at it
     */
    public WorkLock lockJob() {
        this.made.addAll(missing(this.folder));
        this.jobLock = lock("job.lock", "the master %s is being made by another process".formatted(this.plan.master()));
        return this.jobLock;
    }

    /** Takes one piece. */
    public WorkLock lockPiece(int task) {
        return lock("piece-%05d.lock".formatted(task),
                "segment %d of %s is being made by another process".formatted(task, this.plan.master()));
    }

    private WorkLock lock(String name, String conflict) {
        try {
            return WorkLock.take(this.folder, name, conflict);
        }
        catch (RuntimeException ex) {
            removeMade();
            throw ex;
        }
    }

    /** Those of a folder and its parents that are not there, the deepest first. */
    private static List<Path> missing(Path folder) {
        List<Path> missing = new ArrayList<>();
        for (Path at = folder; at != null && !Files.exists(at); at = at.getParent()) {
            missing.add(at);
        }
        return missing;
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

    /**
     * Removes the folder and all in it, and of the folders above it those that were made
     * for it and are empty. The job is locked.
     */
    public void remove() {
        clear();
        this.jobLock.delete();
        Disk.deleteQuietly(this.folder);
        removeMade();
    }

    /** Removes what locking made and nobody used. The job is locked. */
    public void removeUnused() {
        if (this.made.contains(this.folder)) {
            this.jobLock.delete();
            removeMade();
        }
    }

    /** A folder that holds something stays. */
    private void removeMade() {
        this.made.forEach(Disk::deleteQuietly);
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
