package dev.rushes.server.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.rushes.models.Problem;
import dev.rushes.workers.Disk;

/**
 * Where files lie in the data directory, which all workers see:
 *
 * <pre>
 * blobs/ab/abcd…/NAME     footage by its SHA-256; one folder each, so that the file keeps
 *                         its extension and a master's name comes from the clip's; of
 *                         a reel all its files, with a manifest
 * uploads/ID.part         what is still coming in: a file, or the folder of a reel
 * jobs/ID/                a job's plan, pieces, master and report
 * previews/ID/            proxies, posters and waveforms of an asset or a job, and the
 *                         frames of a job that somebody looked at
 * </pre>
 */
public final class Storage {

    static final List<String> FOLDERS = List.of("blobs", "uploads", "jobs", "previews");

    private final Path root;

    /**
     * Makes the folders that are missing, for their owner alone.
     * @throws Problem INVALID if whoever runs this may not use them, EXHAUSTED if they
     * cannot be made
     */
    public Storage(Path root) {
        this(root, true);
        try {
            Permissions.make(this.root);
            for (Path folder : folders()) {
                Permissions.make(folder);
            }
        }
        catch (IOException trouble) {
            throw Disk.problem(trouble, "the data directory %s cannot be made".formatted(this.root));
        }
    }

    private Storage(Path root, boolean make) {
        this.root = root.toAbsolutePath().normalize();
        Permissions.demand(this.root, make);
    }

    /**
     * Another machine's, which makes the folders; where they are missing, they may not be
     * mounted.
     * @throws Problem INVALID if whoever runs this may not use them
     */
    public static Storage remote(Path root) {
        return new Storage(root, false);
    }

    public Path root() {
        return this.root;
    }

    /** Those that are the server's own, where nobody else writes. */
    public List<Path> folders() {
        return FOLDERS.stream().map(this.root::resolve).toList();
    }

    /** The folder of one content. */
    public Path blob(String sha256) {
        return this.root.resolve("blobs").resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    /** Where an upload is written. */
    public Path upload(String id) {
        return this.root.resolve("uploads").resolve(id + ".part");
    }

    public Path job(String id) {
        return this.root.resolve("jobs").resolve(id);
    }

    /** Single frames of a job; they go with its previews. */
    public Path stills(String job) {
        return previews(job).resolve("stills");
    }

    /** For an asset's id or a job's. */
    public Path previews(String id) {
        return this.root.resolve("previews").resolve(id);
    }

}
