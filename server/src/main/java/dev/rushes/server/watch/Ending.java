package dev.rushes.server.watch;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.server.database.Database;
import dev.rushes.workers.job.Json;

/**
 * How a job ended.
 *
 * @param state "done", "failed" or "cancelled"; "gone" if somebody has deleted it
 * @param problem a sentence, or null
 * @param files master and report
 */
record Ending(String state, String problem, List<Artefact> files) {

    /**
     * One file.
     *
     * @param sha256 of it, hexadecimal
     * @param path below the data directory
     */
    record Artefact(String kind, String name, String sha256, String path) {

    }

    /** Empty while it goes on, or is being deleted. */
    static Optional<Ending> of(Database database, String job) {
        return database.read((handle) -> {
            Ending end = handle.createQuery("SELECT state, problem FROM jobs WHERE id = :id")
                .bind("id", job)
                .map((row, _) -> new Ending(row.getString("state"), sentence(row.getString("problem")), List.of()))
                .findOne()
                .orElse(new Ending("gone", "somebody has deleted the job", List.of()));
            if (!List.of("done", "failed", "cancelled", "gone").contains(end.state())) {
                return Optional.empty();
            }
            List<Artefact> files = handle
                .createQuery("SELECT kind, name, sha256, path FROM artefacts WHERE job_id = :id"
                        + " AND kind IN ('master', 'report', 'tags', 'shots', 'captions', 'sidecar', 'contact-sheet')"
                        + " ORDER BY kind")
                .bind("id", job)
                .map((row, _) -> new Artefact(row.getString("kind"), row.getString("name"), row.getString("sha256"),
                        row.getString("path")))
                .list();
            // done without any is what somebody deletes just now
            return (end.state().equals("done") && files.isEmpty()) ? Optional.empty()
                    : Optional.of(new Ending(end.state(), end.problem(), files));
        });
    }

    private static String sentence(String problem) {
        return (problem != null) ? Json.read(problem, JsonNode.class).path("detail").asText(null) : null;
    }

}
