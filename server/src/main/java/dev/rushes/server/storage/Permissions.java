package dev.rushes.server.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.rushes.models.Problem;

/**
 * Who may look into the data directory: it holds footage that nobody has seen yet, so
 * what is made here is its user's alone; and whether that user is the one who runs this.
 */
public final class Permissions {

    /** Made by one user and needed by another, these keep a server from its directory. */
    private static final List<String> FILES = List.of("server.lock", "migration.lock", "installation", "rushes.db",
            "rushes.db-wal", "rushes.db-shm", "rushes.db-journal");

    private static final Set<PosixFilePermission> STRANGERS = Set.of(PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

    private Permissions() {
    }

    /** Makes a folder for its owner alone; one that is there stays as it is. */
    static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.getParent());
            try {
                Files.createDirectory(folder, posix(folder)
                        ? new FileAttribute<?>[] {
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")) }
                        : new FileAttribute<?>[0]);
            }
            catch (FileAlreadyExistsException raced) {
                if (!Files.isDirectory(folder)) {
                    throw raced;
                }
            }
        }
    }

    /** Whether anybody on this machine may look into a folder, or write to it. */
    public static boolean open(Path folder) {
        try {
            return posix(folder) && Files.getPosixFilePermissions(folder).stream().anyMatch(STRANGERS::contains);
        }
        catch (IOException unknown) {
            return false;
        }
    }

    /**
     * Sees to it that a data directory, as far as it is there, can be used by whoever
     * runs this.
     * @param make whether it will be made if it is not there
     * @throws Problem INVALID with path, owner, user and what to do
     */
    public static void demand(Path root, boolean make) {
        Path there = root;
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!there.equals(root)) {
            if (!Files.isExecutable(there)) {
                throw refused("%s cannot be entered, so the data directory %s cannot be seen".formatted(there, root),
                        there, "`chmod a+x %s`".formatted(there));
            }
            if (make && !Files.isWritable(there)) {
                throw refused("%s cannot be written, so the data directory %s cannot be made".formatted(there, root),
                        there, "`install -d -o %s -m 700 %s`".formatted(user(), root));
            }
            return;
        }
        check(root, root, true);
        Storage.FOLDERS.forEach((name) -> check(root, root.resolve(name), true));
        FILES.forEach((name) -> check(root, root.resolve(name), false));
    }

    private static void check(Path root, Path path, boolean folder) {
        if (!Files.exists(path)) {
            return;
        }
        Set<String> missing = new TreeSet<>();
        if (!Files.isReadable(path)) {
            missing.add("read");
        }
        if (!Files.isWritable(path)) {
            missing.add("written");
        }
        if (folder && Files.isDirectory(path) && !Files.isExecutable(path)) {
            missing.add("entered");
        }
        if (!missing.isEmpty()) {
            throw refused("%s%s cannot be %s".formatted(path.equals(root) ? "the data directory " : "", path,
                    String.join(" or ", missing)), path, "`chown -R %s %s`".formatted(user(), root));
        }
    }

    private static Problem refused(String what, Path path, String command) {
        try {
            return new Problem(Problem.Kind.INVALID, sentence(what, Files.getOwner(path).getName(), user(), command,
                    Files.getFileStore(path).isReadOnly()));
        }
        catch (IOException unknown) {
            return Problem.invalid("%s; have a look at its owner and its mode", what);
        }
    }

    /** In words; the command is for root. */
    static String sentence(String what, String owner, String user, String command, boolean readOnly) {
        if (readOnly) {
            return what + ", as its disk is mounted for reading only; mount it for writing, or give another --data";
        }
        if (owner.equals(user)) {
            return "%s, though it belongs to %s, as whom Rushes runs: its mode forbids that; `chmod -R u+rwX` on it helps"
                .formatted(what, owner);
        }
        return "%s: it belongs to %s and Rushes runs as %s; %srun %s as root, or give another --data".formatted(what,
                owner, user, owner.equals("root") ? "" : "run Rushes as %s, or ".formatted(owner), command);
    }

    /** As the system sees this process; in a container it may have a number alone. */
    private static String user() {
        try {
            return Files.getOwner(Path.of("/proc/self")).getName();
        }
        catch (IOException noProc) {
            return System.getProperty("user.name");
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

}
