package dev.rushes.server.webhooks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.workers.job.Json;
import org.jdbi.v3.core.Handle;

/**
 * What is said of a job that has ended.
 *
 * @param url the job's webhook, or null
 * @param type "job.done", "job.failed" or "job.cancelled"
 * @param data the job in brief, and its artefacts
 */
record JobMessage(String url, String type, Map<String, Object> data) {

    static JobMessage read(Handle handle, String job) {
        return handle
            .createQuery(
                    "SELECT id, asset_id, name, state, preset, problem, owner, webhook FROM jobs" + " WHERE id = :id")
            .bind("id", job)
            .map((row, _) -> {
                Map<String, Object> data = new LinkedHashMap<>();
                data.put("id", row.getString("id"));
                data.put("asset", row.getString("asset_id"));
                data.put("name", row.getString("name"));
                data.put("state", row.getString("state"));
                data.put("preset", row.getString("preset"));
                data.put("labels", labels(handle, job));
                String problem = row.getString("problem");
                data.put("problem", (problem != null) ? Json.read(problem, JsonNode.class) : null);
                data.put("owner", row.getString("owner"));
                data.put("href", "/v1/jobs/" + job);
                data.put("artefacts", artefacts(handle, job));
                return new JobMessage(row.getString("webhook"), "job." + row.getString("state"), data);
            })
            .one();
    }

    private static Map<String, String> labels(Handle handle, String job) {
        Map<String, String> labels = new TreeMap<>();
        handle.createQuery("SELECT name, value FROM job_labels WHERE job_id = :job")
            .bind("job", job)
            .map((row, _) -> labels.put(row.getString("name"), row.getString("value")))
            .list();
        return labels;
    }

    private static List<Map<String, Object>> artefacts(Handle handle, String job) {
        return handle
            .createQuery("SELECT id, kind, name, type, bytes, sha256 FROM artefacts WHERE job_id = :job ORDER BY id"
                    + " LIMIT 100")
            .bind("job", job)
            .map((row, _) -> Map.<String, Object>of("id", row.getString("id"), "kind", row.getString("kind"), "name",
                    row.getString("name"), "type", row.getString("type"), "size", row.getLong("bytes"), "sha256",
                    row.getString("sha256"), "href", "/v1/artefacts/" + row.getString("id")))
            .list();
    }

}
