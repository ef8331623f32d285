package dev.rushes.server.watch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import dev.rushes.server.database.Database;

/**
 * The folder of masters, which may lie on a disk that goes away and leaves an empty
 * folder, or none, where it was mounted: what is written there fills another disk, and is
 * out of sight when it comes back. So the disk is remembered, and an empty folder on the
 * one below it is waited for. One that somebody has emptied is on its disk still.
 */
final class Output {

    private static final String SETTING = "watch.output ";

    private final Path folder;

    private final Database database;

    /** As it is remembered, or null if that is not known yet. */
    private Disk known;

    Output(Path folder, Database database) {
        this.folder = folder;
        this.database = database;
    }

    /**
     * A disk as it is found again after it was away, with whatever number it has then.
     *
     * @param mount where it is mounted
     * @param type of its file system, such as nfs4
     */
    private record Disk(Path mount, String type) {

        static Disk of(Path folder) throws IOException {
            Path mount = existing(folder).toRealPath();
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
                Object device = Files.getAttribute(mount, "unix:dev");
                while (mount.getParent() != null && Files.getAttribute(mount.getParent(), "unix:dev").equals(device)) {
                    mount = mount.getParent();
                }
            }
            return new Disk(mount, Files.getFileStore(mount).type());
        }

        private static Path existing(Path folder) {
            Path there = folder;
            while (!Files.exists(there) && there.getParent() != null) {
                there = there.getParent();
            }
            return there;
        }

        /** Whether it is what shows when another disk is away. */
        boolean below(Disk other) {
            return other.mount().startsWith(this.mount)
                    && !(this.mount.equals(other.mount()) && family().equals(other.family()));
        }

        /** NFS, for one, has another number when it is mounted anew. */
        private String family() {
            return this.type.replaceAll("[0-9]+$", "");
        }

    }

    /**
     * Makes sure that it is where it was, and remembers that.
     * @throws FileSystemException if its disk seems to be away
     */
    void demandThere() throws IOException {
        Disk now = Disk.of(this.folder);
        if (this.known == null) {
            this.known = remembered();
        }
        if (this.known != null && now.below(this.known) && isEmpty()) {
            throw new FileSystemException(this.folder.toString(), null,
                    ("its disk seems to be away: it was on one of type %s mounted at %s, and is an empty folder of the one"
                            + " at %s (%s) now; mount it, or put any file there if masters are to go there")
                        .formatted(this.known.type(), this.known.mount(), now.mount(), now.type()));
        }
        if (!now.equals(this.known)) {
            this.database.update((handle) -> handle.execute(
                    "INSERT INTO settings (name, value) VALUES (?, ?)"
                            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    SETTING + this.folder, now.type() + " " + now.mount()));
            this.known = now;
        }
    }

    private Disk remembered() {
        return this.database.read((handle) -> handle.createQuery("SELECT value FROM settings WHERE name = ?")
            .bind(0, SETTING + this.folder)
            .mapTo(String.class)
            .findOne()
            .map((text) -> text.split(" ", 2))
            .map((parts) -> new Disk(Path.of(parts[1]), parts[0]))
            .orElse(null));
    }

    private boolean isEmpty() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(this.folder)) {
            return !files.iterator().hasNext();
        }
        catch (NoSuchFileException missing) {
            return true;
        }
    }

}
