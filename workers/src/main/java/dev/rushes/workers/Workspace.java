package dev.rushes.workers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    /** Of who counts attempts; null where a lock keeps all others away. */
    private final Claim claim;

    private WorkLock jobLock;

    private Draft draft;

    public Workspace(Plan plan) {
        this(plan, null);
    }

    /**
     * One attempt's, that others may be beside: it begins either one piece or the
     * assembly.
     */
    Workspace(Plan plan, Claim claim) {
        this.plan = plan;
        this.folder = plan.workspace();
        this.claim = claim;
    }

    /** What is begun, until it is closed. */
    interface Hold extends AutoCloseable {

        @Override
        void close();

    }

    /**
     * Begins a piece.
     * @throws Problem CONFLICT if another process is at it and nobody counts attempts
     */
    Hold beginPiece(int task) {
        return (this.claim == null) ? lockPiece(task)::close : begin("piece-%05d".formatted(task));
    }

    /** Begins the assembly of one who counts attempts. */
    Hold beginAssembly() {
        return begin("assembly");
    }

    private Hold begin(String what) {
        try {
            Draft.make(this.folder);
        }
        catch (IOException ex) {
            throw Disk.problem(ex, "the folder " + this.folder + " cannot be made");
        }
        this.draft = Draft.open(this.claim, this.folder, what);
        return this.draft::close;
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
        return part(piece(task), "piece-%05d.part".formatted(task));
    }

    /** Where the master is written before it is whole. */
    Path masterPart() {
        Path master = this.plan.master();
        return part(master, "." + master.getFileName() + ".part");
    }

    /** The same of the report. */
    Path reportPart() {
        return part(this.plan.report(), this.plan.report().getFileName() + ".part");
    }

    private Path part(Path file, String name) {
        return (this.draft != null) ? this.draft.file(name) : file.resolveSibling(name);
    }

    /**
     * Makes way for a master: what an attempt left there that came no farther. One that
     * is held for dead might else go on deleting in the master of its heir.
     */
    void makeWay(Path master) throws IOException {
        if (this.draft != null && Files.exists(master)) {
            Files.move(master, this.draft.file("earlier"), StandardCopyOption.ATOMIC_MOVE);
        }
        else {
            Draft.remove(master);
        }
    }

    /**
     * To be asked when something went wrong: whether it went wrong by another attempt.
     */
    void checkDraft() {
        if (this.draft != null) {
            this.draft.check();
        }
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
            Path record = record(task);
            Disk.writeWhole(record, part(record, record.getFileName() + ".part"),
                    Json.write(piece).getBytes(StandardCharsets.UTF_8));
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
     * for it and are empty. The job is locked, or finished.
     */
    public void remove() {
        clear();
        if (this.jobLock != null) {
            this.jobLock.delete();
        }
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
                if (name.startsWith("piece-") || name.startsWith("assembly.")) {
                    Draft.remove(file);
                }
            }
        }
        catch (IOException ex) {
            throw Disk.problem(ex, "the folder " + this.folder + " cannot be cleared");
        }
    }

}
