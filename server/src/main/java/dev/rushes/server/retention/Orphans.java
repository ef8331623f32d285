package dev.rushes.server.retention;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.rushes.server.database.Database;
import dev.rushes.server.database.Ids;
import dev.rushes.server.storage.Storage;

/**
 * Files that no row names: a crash came between a transaction and its files, or a worker
 * began with what was removed meanwhile. Only what is named as we name things is touched.
 */
public final class Orphans {

    private static final String SHA256 = "[0-9a-f]{64}";

    private static final String PART = ".part";

    /** Looked up in one question. */
    private static final int AT_ONCE = 500;

    private static final String JOBS = "SELECT id FROM jobs WHERE id IN (<names>)";

    private final Database database;

    private final Storage storage;

    public Orphans(Database database, Storage storage) {
        this.database = database;
        this.storage = storage;
    }

    /**
     * Removes footage and uploads that are nobody's; after uploads were recovered, and
     * before anybody brings more.
     * @return how many files and folders went
     */
    public int sweepFootage() {
        int gone = sweep("uploads", "upl", PART, "SELECT id FROM uploads WHERE id IN (<names>)");
        for (Path group : Sweep.list(this.storage.root().resolve("blobs"))) {
            List<Path> files = Sweep.list(group);
            Map<Path, String> contents = new HashMap<>();
            Map<Path, String> coming = new HashMap<>();
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.matches(SHA256)) {
                    contents.put(file, name);
                }
                else if (name.startsWith(".") && Ids.looksLike("upl", name.substring(1))) {
                    coming.put(file, name.substring(1));
                }
            }
            // the uploads first: one that becomes an asset in between is seen twice, not
            // never
            gone += sweep(contents, "SELECT sha256 FROM uploads WHERE asset_id IS NULL AND sha256 IN (<names>)",
                    "SELECT sha256 FROM assets WHERE sha256 IN (<names>)");
            gone += sweep(coming, "SELECT id FROM uploads WHERE asset_id IS NULL AND id IN (<names>)");
        }
        return gone;
    }

    /**
     * Removes folders of jobs and of footage that are gone; at any time, as the row is
     * always there before its folder.
     * @return how many went
     */
    public int sweepFolders() {
        return sweep("jobs", "job", "", JOBS) + sweep("previews", "job", "", JOBS)
                + sweep("previews", "ast", "", "SELECT id FROM assets WHERE id IN (<names>)") + sweepShots();
    }

    /** What a job has found stays while it is there, or its shots are. */
    private int sweepShots() {
        Map<Path, String> found = new HashMap<>();
        for (Path previews : Sweep.list(this.storage.root().resolve("previews"))) {
            for (Path folder : Sweep.list(previews.resolve("shots"))) {
                found.put(folder, folder.getFileName().toString());
            }
        }
        return sweep(found, JOBS, "SELECT DISTINCT job_id FROM shots WHERE job_id IN (<names>)");
    }

    private int sweep(String folder, String kind, String ending, String query) {
        Map<Path, String> ours = new HashMap<>();
        for (Path path : Sweep.list(this.storage.root().resolve(folder))) {
            String name = path.getFileName().toString();
            String stem = name.substring(0, Math.max(0, name.length() - ending.length()));
            if (name.endsWith(ending) && Ids.looksLike(kind, stem)) {
                ours.put(path, stem);
            }
        }
        return sweep(ours, query);
    }

    /** Removes those that no query knows. */
    private int sweep(Map<Path, String> files, String... queries) {
        Set<String> known = new HashSet<>();
        List<String> names = new ArrayList<>(new HashSet<>(files.values()));
        for (int from = 0; from < names.size(); from += AT_ONCE) {
            List<String> some = names.subList(from, Math.min(names.size(), from + AT_ONCE));
            for (String query : queries) {
                known.addAll(this.database
                    .read((handle) -> handle.createQuery(query).bindList("names", some).mapTo(String.class).list()));
            }
        }
        int gone = 0;
        for (Map.Entry<Path, String> file : files.entrySet()) {
            gone += (!known.contains(file.getValue()) && Sweep.remove(file.getKey())) ? 1 : 0;
        }
        return gone;
    }

}
