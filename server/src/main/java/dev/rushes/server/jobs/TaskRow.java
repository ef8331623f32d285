package dev.rushes.server.jobs;

import dev.rushes.server.queue.Resource;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * A row of the table {@code tasks}.
 *
 * @param job whose it is, or null for a task of an asset alone
 * @param number of the segment, from 0
 * @param attempt how often it was begun; the newest attempt alone may finish it
 * @param failures, deaths attempts that ended with a problem, and with their worker
 * @param losses attempts in a row that ended with the whole server and came no farther
 * @param reached frames that the last attempt had made which ended so
 * @param worker that has it or had it last, or null
 * @param ready from when it may begin, milliseconds since 1970
 * @param frames to be made, 0 if that is not known
 */
record TaskRow(String id, String job, String asset, TaskKind kind, int number, Resource resource, TaskState state,
        int attempt, int failures, int deaths, int losses, long reached, String worker, long ready, Long started,
        Long finished, long frames, long framesDone, double fps, String phase, String problem) {

    static final RowMapper<TaskRow> ROW = (row, _) -> new TaskRow(row.getString("id"), row.getString("job_id"),
            row.getString("asset_id"), TaskKind.of(row.getString("kind")), row.getInt("number"),
            Resource.of(row.getString("resource")), TaskState.of(row.getString("state")), row.getInt("attempt"),
            row.getInt("failures"), row.getInt("deaths"), row.getInt("losses"), row.getLong("reached"),
            row.getString("worker"), row.getLong("ready"),
            row.getObject("started") != null ? row.getLong("started") : null,
            row.getObject("finished") != null ? row.getLong("finished") : null, row.getLong("frames"),
            row.getLong("frames_done"), row.getDouble("fps"), row.getString("phase"), row.getString("problem"));

}
