package dev.rushes.server.assets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.workers.job.Json;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Footage that came in, whole.
 *
 * @param name as the user's file was called
 * @param bytes its size
 * @param sha256 of its content, hexadecimal; its file is the only one in that blob's
 * folder, or the folder is a reel
 * @param state {@value #PROBING}, {@value #READY} or {@value #UNUSABLE}
 * @param clip what it is (a {@code rushes.clip/1} document), or null unless it is ready
 * @param problem why it cannot be used, or while it is probing why that did not work for
 * now (a problem document), or null
 * @param owner name of the key that brought it
 * @param created when it was whole, milliseconds since 1970
 * @param used when a job or a download last needed it, milliseconds since 1970
 * @param files how many it is of
 * @param rate frames a second of an image sequence if somebody said so, or null
 */
public record Asset(String id, String name, long bytes, String sha256, String state, JsonNode clip, JsonNode problem,
        String owner, long created, long used, int files, String rate) {

    public static final String PROBING = "probing";

    public static final String READY = "ready";

    public static final String UNUSABLE = "unusable";

    /** From a row with all columns of the table. */
    public static final RowMapper<Asset> ROW = (row, _) -> new Asset(row.getString("id"), row.getString("name"),
            row.getLong("bytes"), row.getString("sha256"), row.getString("state"), document(row.getString("clip")),
            document(row.getString("problem")), row.getString("owner"), row.getLong("created"), row.getLong("used"),
            row.getInt("files"), row.getString("rate"));

    private static JsonNode document(String json) {
        return (json != null) ? Json.read(json, JsonNode.class) : null;
    }

}
