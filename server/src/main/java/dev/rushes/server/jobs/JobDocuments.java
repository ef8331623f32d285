package dev.rushes.server.jobs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.workers.job.Json;
import org.jdbi.v3.core.Handle;

/** Puts together what HTTP shows of jobs. */
final class JobDocuments {

    private JobDocuments() {
    }

    /** One with everything. */
    static JobDocument whole(Handle handle, JobRow job, List<TaskRow> tasks) {
        List<JobDocument.Task> shown = tasks.stream()
            .sorted(Comparator.comparing(TaskRow::kind).thenComparing(TaskRow::number))
            .map(JobDocuments::task)
            .toList();
        return of(handle, List.of(job), shown).getFirst();
    }

    /** Many, without tasks and reports. */
    static List<JobDocument> brief(Handle handle, List<JobRow> jobs) {
        return of(handle, jobs, null);
    }

    private static List<JobDocument> of(Handle handle, List<JobRow> jobs, List<JobDocument.Task> tasks) {
        if (jobs.isEmpty()) {
            return List.of();
        }
        List<String> ids = jobs.stream().map(JobRow::id).toList();
        Map<String, Progress> progress = Progress.of(handle, ids);
        Map<String, Map<String, String>> labels = labels(handle, ids);
        Map<String, List<JobDocument.Artefact>> artefacts = artefacts(handle, ids);
        return jobs.stream().map((job) -> {
            Progress now = progress.getOrDefault(job.id(), Progress.NONE);
            return new JobDocument(job.id(), job.asset(), job.name(), job.state().word(), now.fraction(), now.phase(),
                    fps(job, now), now.etaSeconds(), now.framesDone(), now.framesTotal(), job.priority(),
                    labels.getOrDefault(job.id(), Map.of()), job.webhook(), document(job.recipe()), job.preset(),
                    document(job.options()), tasks, artefacts.getOrDefault(job.id(), List.of()),
                    (tasks != null) ? document(job.report()) : null, document(job.problem()), job.owner(),
                    moment(job.created()), moment(job.started()), moment(job.finished()), "/v1/jobs/" + job.id());
        }).toList();
    }

    private static Double fps(JobRow job, Progress now) {
        if (job.state() == JobState.DONE) {
            return now.average();
        }
        return (now.fps() > 0) ? (Double) now.fps() : null;
    }

    private static JobDocument.Task task(TaskRow task) {
        return new JobDocument.Task(task.id(), task.kind().word(), task.number(), task.resource().word(),
                task.state().word(), task.attempt(), task.failures(), task.deaths(), task.worker(), task.frames(),
                task.framesDone(), task.fps(), task.phase(), moment(task.started()), moment(task.finished()),
                document(task.problem()));
    }

    private static Map<String, Map<String, String>> labels(Handle handle, List<String> jobs) {
        Map<String, Map<String, String>> all = new HashMap<>();
        handle.createQuery("SELECT job_id, name, value FROM job_labels WHERE job_id IN (<jobs>)")
            .bindList("jobs", jobs)
            .map((row, _) -> all.computeIfAbsent(row.getString("job_id"), (_) -> new TreeMap<>())
                .put(row.getString("name"), row.getString("value")))
            .list();
        return all;
    }

    private static Map<String, List<JobDocument.Artefact>> artefacts(Handle handle, List<String> jobs) {
        Map<String, List<JobDocument.Artefact>> all = new HashMap<>();
        handle.createQuery("SELECT * FROM artefacts WHERE job_id IN (<jobs>) ORDER BY created, id")
            .bindList("jobs", jobs)
            .map((row, _) -> all.computeIfAbsent(row.getString("job_id"), (_) -> new ArrayList<>())
                .add(new JobDocument.Artefact(row.getString("id"), row.getString("name"), row.getString("kind"),
                        row.getString("type"), row.getLong("bytes"), row.getString("sha256"),
                        "/v1/artefacts/" + row.getString("id"))))
            .list();
        return all;
    }

    private static JsonNode document(String json) {
        return (json != null) ? Json.read(json, JsonNode.class) : null;
    }

    private static String moment(Long millis) {
        return (millis != null) ? Instant.ofEpochMilli(millis).toString() : null;
    }

}
