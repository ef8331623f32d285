package dev.rushes.server.retention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import dev.rushes.server.database.Ids;
import dev.rushes.server.storage.Durably;
import dev.rushes.server.storage.Storage;

/**
 * Files that no row names: a crash came between a transaction and its files. Swept at the
 * start, after uploads were recovered and before anybody asks. Only what is named as we
 * name things is touched.
 */
public final class Orphans {

    private static final String SHA256 = "[0-9a-f]{64}";

    private final Database database;

    private final Storage storage;

    public Orphans(Database database, Storage storage) {
        this.database = database;
        this.storage = storage;
    }

    /**
     * Removes them.
     * @return how many files and folders went
     */
    public int sweep() {
        int gone = sweep(this.storage.root().resolve("uploads"), (name) -> named("upl", stem(name), ".part", name)
                && missing("SELECT 1 FROM uploads WHERE id = ?", stem(name)));
        for (Path group : list(this.storage.root().resolve("blobs"))) {
            gone += sweep(group, (name) -> (name.matches(SHA256)
                    && missing("SELECT 1 FROM assets WHERE sha256 = ?", name)
                    && missing("SELECT 1 FROM uploads WHERE asset_id IS NULL AND sha256 = ?", name))
                    || (name.startsWith(".") && Ids.looksLike("upl", name.substring(1))
                            && missing("SELECT 1 FROM uploads WHERE asset_id IS NULL AND id = ?", name.substring(1))));
        }
        gone += sweep(this.storage.root().resolve("jobs"),
                (name) -> Ids.looksLike("job", name) && missing("SELECT 1 FROM jobs WHERE id = ?", name));
        gone += sweep(this.storage.root().resolve("previews"),
                (name) -> (Ids.looksLike("job", name) && missing("SELECT 1 FROM jobs WHERE id = ?", name))
                        || (Ids.looksLike("ast", name) && missing("SELECT 1 FROM assets WHERE id = ?", name)));
        return gone;
    }

    private static String stem(String name) {
        return name.substring(0, Math.max(0, name.length() - ".part".length()));
    }

    private static boolean named(String kind, String stem, String ending, String name) {
        return name.endsWith(ending) && Ids.looksLike(kind, stem);
    }

    private boolean missing(String query, String id) {
        return this.database
            .read((handle) -> handle.createQuery(query).bind(0, id).mapTo(Integer.class).findFirst().isEmpty());
    }

    private static int sweep(Path folder, Predicate<String> orphan) {
        int gone = 0;
        for (Path path : list(folder)) {
            if (orphan.test(path.getFileName().toString())) {
                try {
                    Durably.remove(path);
                    gone++;
                }
                catch (IOException trouble) {
                    throw Problem.exhausted("%s cannot be removed: %s", path, trouble.getMessage());
                }
            }
        }
        return gone;
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
        catch (IOException trouble) {
            throw Problem.exhausted("%s cannot be read: %s", folder, trouble.getMessage());
        }
    }

}
