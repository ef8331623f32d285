package dev.rushes.server.uploads;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.rushes.models.Problem;
import org.jdbi.v3.core.Handle;

/** The table of uploads. */
final class UploadTable {

    private UploadTable() {
    }

    static void insert(Handle handle, Upload upload) {
        handle.execute(
                "INSERT INTO uploads (id, name, metadata, bytes, received, kind, parts, owner, created, expires)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                upload.id(), upload.name(), upload.metadata(), upload.bytes(), upload.received(),
                upload.kind().name().toLowerCase(Locale.ROOT), String.join(" ", upload.parts()), upload.owner(),
                upload.created(), upload.expires());
    }

    static Optional<Upload> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM uploads WHERE id = ?")
            .bind(0, id)
            .map((row, _) -> upload(row))
            .findOne();
    }

    /** All that are not done. */
    static List<Upload> open(Handle handle) {
        return handle.createQuery("SELECT * FROM uploads WHERE asset_id IS NULL ORDER BY id")
            .map((row, _) -> upload(row))
            .list();
    }

    /** What was made of just these partial uploads before. */
    static Optional<Upload> joined(Handle handle, String owner, List<String> parts) {
        return handle
            .createQuery("SELECT * FROM uploads WHERE owner = ? AND kind = 'final' AND parts = ?"
                    + " AND asset_id IS NOT NULL ORDER BY id DESC LIMIT 1")
            .bind(0, owner)
            .bind(1, String.join(" ", parts))
            .map((row, _) -> upload(row))
            .findOne();
    }

    /** How many of somebody's have bytes to come. */
    static long coming(Handle handle, String owner) {
        return handle
            .createQuery("SELECT COUNT(*) FROM uploads WHERE asset_id IS NULL AND owner = ?"
                    + " AND (bytes IS NULL OR bytes > received)")
            .bind(0, owner)
            .mapTo(Long.class)
            .one();
    }

    /** How many of somebody's are no asset, whole parts included. */
    static long open(Handle handle, String owner) {
        return handle.createQuery("SELECT COUNT(*) FROM uploads WHERE asset_id IS NULL AND owner = ?")
            .bind(0, owner)
            .mapTo(Long.class)
            .one();
    }

    static List<Upload> expired(Handle handle, long now, int limit) {
        return handle.createQuery("SELECT * FROM uploads WHERE expires < ? ORDER BY expires LIMIT ?")
            .bind(0, now)
            .bind(1, limit)
            .map((row, _) -> upload(row))
            .list();
    }

    /**
     * More bytes are on the disk.
     * @throws Problem CONFLICT if somebody else wrote in the meantime
     */
    static void received(Handle handle, String id, long from, long to, long expires) {
        if (handle.execute("UPDATE uploads SET received = ?, expires = ? WHERE id = ? AND received = ?", to, expires,
                id, from) != 1) {
            throw Problem.conflict("the upload %s was ended or continued by somebody else; ask for its offset again",
                    id);
        }
    }

    static void length(Handle handle, String id, long bytes) {
        handle.execute("UPDATE uploads SET bytes = ? WHERE id = ? AND bytes IS NULL", bytes, id);
    }

    /**
     * All of it is on the disk, and this is what it is.
     * @throws Problem NOT_FOUND if it is gone
     */
    static void content(Handle handle, String id, String sha256, long bytes) {
        there(id, handle.execute("UPDATE uploads SET sha256 = ?, bytes = ?, received = ? WHERE id = ?", sha256, bytes,
                bytes, id));
    }

    /**
     * It is an asset now.
     * @throws Problem NOT_FOUND if it is gone
     */
    static void done(Handle handle, String id, String asset) {
        there(id, handle.execute("UPDATE uploads SET asset_id = ? WHERE id = ?", asset, id));
    }

    private static void there(String id, int rows) {
        if (rows != 1) {
            throw Problem.notFound("the upload %s was ended meanwhile; begin a new one", id);
        }
    }

    static boolean delete(Handle handle, String id) {
        return handle.execute("DELETE FROM uploads WHERE id = ?", id) > 0;
    }

    private static Upload upload(ResultSet row) throws SQLException {
        long bytes = row.getLong("bytes");
        Long length = row.wasNull() ? null : bytes;
        String parts = row.getString("parts");
        return new Upload(row.getString("id"), row.getString("name"), row.getString("metadata"), length,
                row.getLong("received"), Upload.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                (parts == null || parts.isEmpty()) ? List.of() : List.of(parts.split(" ")), row.getString("sha256"),
                row.getString("asset_id"), row.getString("owner"), row.getLong("created"), row.getLong("expires"));
    }

}
