package dev.rushes.server.jobs;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

import dev.rushes.models.Problem;

/**
 * A row of the table {@code jobs}.
 *
 * @param asset null if a watch folder refused the footage
 * @param name of the asset when the job was made
 * @param recipe, options, problem, report JSON documents; without an asset there is no
 * recipe
 * @param preset that the recipe came from, or null
 * @param created, started, finished milliseconds since 1970
 */
record JobRow(String id, String asset, String name, String recipe, String preset, String options, int priority,
        String webhook, JobState state, String problem, String report, String owner, long created, Long started,
        Long finished) {

    static final RowMapper<JobRow> ROW = (row, _) -> new JobRow(row.getString("id"), row.getString("asset_id"),
            row.getString("name"), row.getString("recipe"), row.getString("preset"), row.getString("options"),
            row.getInt("priority"), row.getString("webhook"), JobState.of(row.getString("state")),
            row.getString("problem"), row.getString("report"), row.getString("owner"), row.getLong("created"),
            row.getObject("started") != null ? row.getLong("started") : null,
            row.getObject("finished") != null ? row.getLong("finished") : null);

    /**
     * Reads one.
     * @throws Problem NOT_FOUND
     */
    static JobRow get(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM jobs WHERE id = ?")
            .bind(0, id)
            .map(ROW)
            .findOne()
            .orElseThrow(() -> Problem.notFound("there is no job \"%.60s\"; GET /v1/jobs lists what there is", id));
    }

    /**
     * Reads one and keeps everybody else from changing it or its tasks until the end of
     * the transaction.
     * @throws Problem NOT_FOUND
     */
    static JobRow lock(Handle handle, String id) {
        handle.execute("UPDATE jobs SET version = version + 1 WHERE id = ?", id);
        return get(handle, id);
    }

}
