package dev.rushes.server.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import dev.rushes.server.database.Ids;
import dev.rushes.workers.Disk;

/**
 * A data directory and a database belong together. Both carry the same mark; with another
 * database every file would look like an orphan and be swept, and an unmounted directory
 * would look as if all footage were gone.
 */
public final class Installation {

    private static final String NAME = "installation";

    private Installation() {
    }

    /**
     * Marks both if both are new.
     * @throws Problem CONFLICT if they do not belong together
     */
    public static void check(Storage storage, Database database, long now) {
        Path file = storage.root().resolve(NAME);
        String inFile = read(file);
        Optional<String> inDatabase = mark(database);
        if (inFile == null && inDatabase.isEmpty()) {
            String mark = Ids.next("ins", now);
            // the file first: a crash between leaves a mark without a database, which the
            // next start adopts below only if the database is new
            write(file, mark);
            adopt(database, mark);
        }
        else if (inFile == null) {
            throw Problem.conflict("the database knows another data directory than %s, which is new or not mounted;"
                    + " mount it, or give --data the right folder", storage.root());
        }
        else if (inDatabase.isEmpty() && isNew(storage)) {
            adopt(database, inFile);
        }
        else if (inDatabase.isEmpty() || !inDatabase.get().equals(inFile)) {
            throw Problem.conflict("the data directory %s belongs to another database; give --db the right one, or"
                    + " --data an empty folder", storage.root());
        }
    }

    /** A database's mark; empty before its first server. */
    public static Optional<String> mark(Database database) {
        return database.read((handle) -> handle.createQuery("SELECT value FROM settings WHERE name = ?")
            .bind(0, NAME)
            .mapTo(String.class)
            .findOne());
    }

    /** Whether a data directory can be read and carries a mark; nothing is made. */
    public static boolean carries(Storage storage, String mark) {
        try {
            return mark.equals(read(storage.root().resolve(NAME)));
        }
        catch (Problem away) {
            return false;
        }
    }

    private static void adopt(Database database, String mark) {
        database.update((handle) -> handle.execute("INSERT INTO settings (name, value) VALUES (?, ?)", NAME, mark));
    }

    /** Whether nothing has been stored yet. */
    private static boolean isNew(Storage storage) {
        try {
            for (String folder : new String[] { "blobs", "jobs", "uploads" }) {
                try (var files = Files.list(storage.root().resolve(folder))) {
                    if (files.findAny().isPresent()) {
                        return false;
                    }
                }
            }
            return true;
        }
        catch (IOException trouble) {
            throw Problem.exhausted("the data directory %s cannot be read: %s", storage.root(), trouble.getMessage());
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file).strip() : null;
        }
        catch (IOException trouble) {
            throw Problem.exhausted("%s cannot be read: %s", file, trouble.getMessage());
        }
    }

    private static void write(Path file, String mark) {
        try {
            // an empty one, after a power cut, would be another database's for good
            Disk.writeWhole(file, Disk.ownPart(file), (mark + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
        }
        catch (IOException trouble) {
            throw Problem.exhausted("%s cannot be written: %s", file, trouble.getMessage());
        }
    }

}
