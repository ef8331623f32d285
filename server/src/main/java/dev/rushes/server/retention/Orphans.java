package dev.rushes.server.retention;

import java.nio.file.Path;
import java.util.function.Predicate;

import dev.rushes.server.database.Database;
import dev.rushes.server.database.Ids;
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
        for (Path group : Sweep.list(this.storage.root().resolve("blobs"))) {
            gone += sweep(group, (name) -> (name.matches(SHA256)
                    // the uploads first: one that becomes an asset in between is seen
                    // twice,
                    // not never
                    && missing("SELECT 1 FROM uploads WHERE asset_id IS NULL AND sha256 = ?", name)
                    && missing("SELECT 1 FROM assets WHERE sha256 = ?", name))
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
        for (Path path : Sweep.list(folder)) {
            if (orphan.test(path.getFileName().toString()) && Sweep.remove(path)) {
                gone++;
            }
        }
        return gone;
    }

}
