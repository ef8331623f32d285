package dev.rushes.server.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import dev.rushes.server.http.HttpProblem;
import dev.rushes.server.storage.Storage;
import dev.rushes.workers.job.Json;
import org.jdbi.v3.core.Handle;

/**
 * Frames of finished jobs in full size. A worker makes one when somebody asks; those that
 * ask for the same one wait for the same task.
 */
public final class Stills {

    /** Tasks of one job that are not done. */
    private static final int MOST = 8;

    private final Database database;

    private final TaskStore tasks;

    private final Storage storage;

    public Stills(Database database, TaskStore tasks, Storage storage) {
        this.database = database;
        this.tasks = tasks;
        this.storage = storage;
    }

    /**
     * The file of a frame, or empty while it is being made.
     * @throws Problem NOT_FOUND if there is no such job or frame, CONFLICT if the job is
     * not done, and why the frame cannot be made
     * @throws HttpProblem 429 if too many of the job are being made
     */
    public Optional<Path> find(String job, Still still) {
        check(this.database.read((handle) -> JobRow.get(handle, job)), still);
        Path file = this.storage.stills(job).resolve(still.file());
        if (Files.isRegularFile(file)) {
            return Optional.of(file);
        }
        Problem failed = this.database.change((handle) -> ask(handle, JobRow.lock(handle, job), still));
        if (failed != null) {
            throw failed;
        }
        return Optional.empty();
    }

    private static void check(JobRow job, Still still) {
        if (job.state() != JobState.DONE) {
            throw Problem.conflict("job %s is %s; its frames can be had once it is done", job.id(), job.state().word());
        }
        long frames = Json.read(job.report(), JsonNode.class).path("frames").path("written").asLong();
        if (still.frame() >= frames) {
            throw Problem.notFound("there is no frame %d: the master of job %s has %d, counted from 0", still.frame(),
                    job.id(), frames);
        }
    }

    /**
     * Gives why it cannot be made, which is told once; the next who asks has it tried
     * again.
     */
    private Problem ask(Handle handle, JobRow job, Still still) {
        List<TaskRow> all = this.tasks.of(handle, job.id())
            .stream()
            .filter((task) -> task.kind() == TaskKind.STILL)
            .toList();
        TaskRow same = all.stream().filter((task) -> task.number() == still.number()).findFirst().orElse(null);
        if (same != null && same.state() != TaskState.FAILED) {
            return null;
        }
        if (same != null) {
            this.tasks.forget(handle, same.id());
            return problem(same.problem());
        }
        List<TaskRow> failed = all.stream().filter((task) -> task.state() == TaskState.FAILED).toList();
        if (all.size() - failed.size() >= MOST) {
            throw new HttpProblem(429, "too-many", "Too many frames at once",
                    "%d frames of job %s are being made; ask again in a moment".formatted(MOST, job.id()))
                .with("Retry-After", "1");
        }
        // whoever asked for these has not come back
        failed.stream().skip(MOST).forEach((task) -> this.tasks.forget(handle, task.id()));
        this.tasks.offer(handle, TaskKind.STILL, job.id(), job.asset(), still.number());
        return null;
    }

    private static Problem problem(String json) {
        JsonNode document = Json.read(json, JsonNode.class);
        String type = document.path("type").asText();
        String kind = type.substring(type.lastIndexOf(':') + 1).replace('-', '_').toUpperCase(Locale.ROOT);
        return new Problem(Problem.Kind.valueOf(kind), document.path("detail").asText());
    }

}
