package dev.rushes.server.jobs;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.server.http.Caller;
import dev.rushes.server.http.Scope;
import dev.rushes.server.webhooks.Webhooks;

/**
 * A job as HTTP shows it; what is not known (yet) is null.
 *
 * @param asset id of the footage; null if a watch folder refused it
 * @param name of the footage
 * @param state see {@link JobState}
 * @param progress 0 to 1
 * @param phase what a worker does now, or what is waited for
 * @param fps frames a second of all its workers together; once it is done the average
 * @param etaSeconds until its segments are made
 * @param framesDone, framesTotal of the master; a total of 0 is not known yet
 * @param priority -100 to 100, greater is sooner
 * @param webhook told when it ends; see {@link #seenBy}
 * @param recipe as a recipe file writes it; null if there is no asset
 * @param preset that the recipe came from
 * @param options beside the recipe
 * @param tasks in the order in which they are done; null in lists
 * @param artefacts what came of it
 * @param report the master's own; null in lists
 * @param problem why it failed, as a problem document
 * @param owner name of the key that asked for it
 * @param created, started, finished as ISO 8601 writes moments
 */
public record JobDocument(String id, String asset, String name, String state, double progress, String phase, Double fps,
        Long etaSeconds, long framesDone, long framesTotal, int priority, Map<String, String> labels, String webhook,
        JsonNode recipe, String preset, JsonNode options, List<Task> tasks, List<Artefact> artefacts, JsonNode report,
        JsonNode problem, String owner, String created, String started, String finished, String href) {

    /**
     * What a caller sees: a webhook's path and query may hold a password, so all but
     * owner and admins see only where it goes.
     */
    JobDocument seenBy(Caller caller) {
        if (this.webhook == null || caller.name().equals(this.owner) || caller.scope().allows(Scope.ADMIN)) {
            return this;
        }
        return new JobDocument(this.id, this.asset, this.name, this.state, this.progress, this.phase, this.fps,
                this.etaSeconds, this.framesDone, this.framesTotal, this.priority, this.labels,
                Webhooks.host(this.webhook), this.recipe, this.preset, this.options, this.tasks, this.artefacts,
                this.report, this.problem, this.owner, this.created, this.started, this.finished, this.href);
    }

    /**
     * A part of the work.
     *
     * @param kind see {@link TaskKind}
     * @param number of the segment, from 0
     * @param resource the class of workers that does it
     * @param attempt how often it was begun
     * @param failures, deaths attempts that ended with a problem, and with their worker
     * @param worker that has it or had it last
     * @param problem of the last attempt
     */
    public record Task(String id, String kind, int number, String resource, String state, int attempt, int failures,
            int deaths, String worker, long frames, long framesDone, double fps, String phase, String started,
            String finished, JsonNode problem) {

    }

    /**
     * A file that came of it.
     *
     * @param kind such as "master" or "report"
     * @param type of its content
     * @param size in bytes
     * @param sha256 of its content, hexadecimal
     * @param href where to get it
     */
    public record Artefact(String id, String name, String kind, String type, long size, String sha256, String href) {

    }

}
