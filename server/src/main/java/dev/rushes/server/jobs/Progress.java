package dev.rushes.server.jobs;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jdbi.v3.core.Handle;

/**
 * How far a job is.
 *
 * @param fraction 0 to 1
 * @param fps frames a second of all its workers together, 0 if none is at it
 * @param average the same of all segments, from the first one's start to the last one's
 * end, or null if they are not all made
 * @param etaSeconds until its segments are made, or null if that is not known
 * @param framesDone, framesTotal of the master; a total of 0 is not known yet
 * @param phase what a worker does now, or if none does anything what is waited for, or
 * null
 * @param waits whether no worker does anything for it now
 */
record Progress(double fraction, double fps, Double average, Long etaSeconds, long framesDone, long framesTotal,
        String phase, boolean waits) {

    /** What assembling takes at the end. */
    private static final double LAST = 0.05;

    /** Of a job without tasks. */
    static final Progress NONE = new Progress(0, 0, null, null, 0, 0, null, true);

    static Progress of(Handle handle, String job) {
        return of(handle, List.of(job)).getOrDefault(job, NONE);
    }

    /** Of many jobs, by id. */
    static Map<String, Progress> of(Handle handle, Collection<String> jobs) {
        Map<String, Progress> all = new HashMap<>();
        if (jobs.isEmpty()) {
            return all;
        }
        handle.createQuery("SELECT job_id, SUM(frames) AS total, SUM(frames_done) AS made, SUM(fps) AS fps,"
                + " SUM(CASE WHEN kind = 'segment' THEN 1 ELSE 0 END) AS segments,"
                + " SUM(CASE WHEN kind = 'segment' AND state = 'done' THEN 1 ELSE 0 END) AS segments_done,"
                + " MAX(CASE WHEN kind = 'segment' THEN finished END) - MIN(CASE WHEN kind = 'segment' THEN started END)"
                + " AS took," + " MIN(CASE WHEN state = 'done' THEN 1 ELSE 0 END) AS finished,"
                + " MAX(CASE WHEN state = 'running' THEN 1 ELSE 0 END) AS running,"
                + " COALESCE(MIN(CASE WHEN state = 'running' THEN phase END),"
                + " MIN(CASE WHEN state = 'ready' THEN phase END)) AS phase"
                + " FROM tasks WHERE job_id IN (<jobs>) AND kind IN ('plan', 'tag', 'segment', 'assemble') GROUP BY job_id")
            .bindList("jobs", jobs)
            .map((row, _) -> Map.entry(row.getString("job_id"),
                    reckon(row.getLong("total"), row.getLong("made"), row.getDouble("fps"), row.getLong("segments"),
                            row.getLong("segments_done"), row.getLong("took"), row.getInt("finished") == 1,
                            row.getString("phase"), row.getInt("running") == 0)))
            .forEach((entry) -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    private static Progress reckon(long total, long made, double fps, long segments, long segmentsDone, long took,
            boolean finished, String phase, boolean waits) {
        double share = 0;
        if (total > 0) {
            share = Math.min(1, (double) made / total);
        }
        else if (segments > 0) {
            share = (double) segmentsDone / segments;
        }
        Long eta = (fps > 0 && total > made) ? (Long) Math.round((total - made) / fps) : null;
        Double average = (finished && took > 0 && made > 0) ? (Double) (made * 1000.0 / took) : null;
        return new Progress(finished ? 1 : share * (1 - LAST), fps, average, eta, made, total, phase, waits);
    }

}
