package dev.rushes.server.assets;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import dev.rushes.server.database.Ids;
import org.jdbi.v3.core.Handle;

/** Looks footage up. */
public final class AssetLibrary {

    private static final Duration EXACTNESS = Duration.ofHours(1);

    private final Database database;

    public AssetLibrary(Database database) {
        this.database = database;
    }

    /**
     * One asset.
     * @throws Problem NOT_FOUND
     */
    public AssetDocument get(String id) {
        return find(id).orElseThrow(() -> Problem.notFound("there is no asset %.40s", id));
    }

    public Optional<AssetDocument> find(String id) {
        if (!Ids.looksLike("ast", id)) {
            return Optional.empty();
        }
        return this.database.read((handle) -> documents(handle,
                handle.createQuery("SELECT * FROM assets WHERE id = ?").bind(0, id).map(Asset.ROW).list())
            .stream()
            .findFirst());
    }

    /** Somebody fetches it, which retention counts as a use; exact to an hour. */
    public void used(String id, long now) {
        this.database.update((handle) -> handle.execute("UPDATE assets SET used = ? WHERE id = ? AND used < ?", now, id,
                now - EXACTNESS.toMillis()));
    }

    /**
     * The newest first.
     * @param before only those that sort before this id, or null for the newest
     * @param state, text, sha256 only those in this state, with this in their name, of
     * this content; null for all
     */
    public List<AssetDocument> list(String before, String state, String text, String sha256, int limit) {
        return this.database.read((handle) -> documents(handle, rows(handle, before, state, text, sha256, limit)));
    }

    static List<Asset> rows(Handle handle, String before, String state, String text, String sha256, int limit) {
        // only what is asked for: a condition that may be void keeps from using an index
        Map<String, String> given = new LinkedHashMap<>();
        StringBuilder sql = new StringBuilder("SELECT * FROM assets WHERE 1 = 1");
        BiConsumer<String, String> asked = (condition, value) -> {
            if (value != null) {
                String name = "given" + given.size();
                sql.append(" AND ").append(condition.formatted(":" + name));
                given.put(name, value);
            }
        };
        asked.accept("id < %s", before);
        asked.accept("state = %s", state);
        asked.accept("sha256 = %s", sha256);
        // by the database's own rules on both sides: SQLite knows the cases of ASCII
        // alone
        asked.accept("LOWER(name) LIKE LOWER(%s) ESCAPE '\\'",
                (text != null) ? "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%" : null);
        sql.append(" ORDER BY id DESC LIMIT :limit");
        return handle.createQuery(sql).bindMap(given).bind("limit", limit).map(Asset.ROW).list();
    }

    private static List<AssetDocument> documents(Handle handle, List<Asset> assets) {
        if (assets.isEmpty()) {
            return List.of();
        }
        Map<String, List<AssetDocument.Preview>> previews = new HashMap<>();
        handle
            .createQuery("SELECT asset_id, id, name, kind, bytes, sha256 FROM artefacts"
                    + " WHERE asset_id IN (<assets>) AND job_id IS NULL ORDER BY id")
            .bindList("assets", assets.stream().map(Asset::id).toList())
            .map((row, _) -> previews.computeIfAbsent(row.getString("asset_id"), (_) -> new ArrayList<>())
                .add(new AssetDocument.Preview(row.getString("id"), row.getString("name"), row.getString("kind"),
                        row.getLong("bytes"), row.getString("sha256"), "/v1/artefacts/" + row.getString("id"))))
            .list();
        return assets.stream()
            .map((asset) -> new AssetDocument(asset.id(), asset.name(), asset.bytes(), asset.sha256(), asset.state(),
                    asset.clip(), asset.problem(), asset.owner(), Instant.ofEpochMilli(asset.created()).toString(),
                    asset.files(), asset.rate(),
                    "/v1/assets/" + asset.id() + ((asset.files() == 1) ? "/content" : "/files"),
                    previews.getOrDefault(asset.id(), List.of())))
            .toList();
    }

}
