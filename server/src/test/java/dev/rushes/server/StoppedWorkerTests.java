package dev.rushes.server;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.models.LicencePolicy;
import dev.rushes.server.cli.Main;
import dev.rushes.server.fixture.Clips;
import dev.rushes.server.queue.Resource;
import dev.rushes.server.work.Supervisor;
import dev.rushes.server.work.WorkerCommandLine;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Worker processes that are really stopped in the middle of their work. */
class StoppedWorkerTests {

    private static final String DENOISE = "{\"operations\": [{\"op\": \"denoise\", \"strength\": 20}]}";

    @TempDir
    private Path folder;

    @Test
    void oneThatIsSilentIsEndedAndItsWorkDoneByTheNext() throws Exception {
        Path clip = Clips.make(this.folder.resolve("long.mov"), 150, "256x144");
        try (Site site = new Site(this.folder.resolve("data"), null, Site.NONE);
                Supervisor supervisor = supervise(site, Map.of(Resource.IO, 1, Resource.CPU, 1))) {
            String id = begun(site, clip, 2);
            long stopped = supervisor.pids(Resource.CPU).getFirst();
            signal("STOP", stopped);
            Site.until("it is ended", () -> ProcessHandle.of(stopped).isEmpty());
            JsonNode job = site.await(id, "done", "failed");
            assertEquals("done", job.get("state").asText(), job.toPrettyString());
            assertEquals(150, Clips.count(site.artefact(job, "master")));
            assertEquals(1, sum(job, "deaths"), job.toPrettyString());
        }
    }

    @Test
    void oneThatComesBackChangesNothing() throws Exception {
        Path clip = Clips.make(this.folder.resolve("long.mov"), 150, "256x144");
        String expected;
        try (Site site = new Site(this.folder.resolve("undisturbed"), null, Site.NONE);
                Supervisor _ = supervise(site, Map.of(Resource.IO, 1, Resource.CPU, 1))) {
            JsonNode job = site.await(begun(site, clip, 2), "done", "failed");
            expected = Disk.sha256(site.artefact(job, "master"), Monitor.NONE);
        }
        try (Site site = new Site(this.folder.resolve("data"), null, Site.NONE);
                Supervisor _ = supervise(site, Map.of(Resource.IO, 1, Resource.PREVIEW, 1))) {
            Process zombie = alone(site, "zombie");
            Process heir = null;
            try {
                String id = begun(site, clip, 2);
                signal("STOP", zombie.pid());
                // as whoever keeps the vigil does after six looks
                site.server().production().attempts().release("zombie", true);
                heir = alone(site, "heir");
                // nobody waits for what it has in its hands
                JsonNode job = site.await(id, "done", "failed");
                assertEquals("done", job.get("state").asText(), job.toPrettyString());
                Site.until("the master's proxy is made", () -> site.job(id).get("artefacts").size() > 2);
                heir.destroyForcibly().waitFor();
                signal("CONT", zombie.pid());
                // it is good for work again once it has seen that it was taken for dead
                String next = site.submit(site.asset(Clips.make(this.folder.resolve("next.mov"), 10)), DENOISE, "");
                assertEquals("done", site.await(next, "done", "failed").get("state").asText());
                job = site.job(id);
                assertEquals(expected, Disk.sha256(site.artefact(job, "master"), Monitor.NONE));
                assertEquals(1, sum(job, "deaths"), job.toPrettyString());
                assertEquals(0, sum(job, "failures"), job.toPrettyString());
                assertTrue(sum(job, "attempt") > job.get("tasks").size(), job.toPrettyString());
                Set<String> kinds = new HashSet<>();
                site.job(id)
                    .get("artefacts")
                    .forEach((artefact) -> assertTrue(kinds.add(artefact.get("kind").asText()), "twice"));
                assertEquals(List.of(), parts(site.data().resolve("jobs").resolve(id)));
            }
            finally {
                zombie.destroyForcibly().waitFor();
                if (heir != null) {
                    heir.destroyForcibly().waitFor();
                }
            }
        }
    }

    @Test
    void oneWhoseServerIsKilledIsEndedByTheNext() throws Exception {
        Path clip = Clips.make(this.folder.resolve("long.mov"), 150, "256x144");
        Process orphan = null;
        try {
            String id;
            try (Site site = new Site(this.folder.resolve("data"), null, Site.NONE);
                    Supervisor _ = supervise(site, Map.of(Resource.IO, 1))) {
                // as a child of a server that is killed: nobody tells it to go, and it
                // could not hear it
                orphan = commands(site).of(Resource.CPU, "orphan").redirectError(Redirect.INHERIT).start();
                id = begun(site, clip, 1);
                signal("STOP", orphan.pid());
            }
            try (Site site = new Site(this.folder.resolve("data"), null, Site.NONE);
                    Supervisor _ = supervise(site, Map.of(Resource.IO, 1, Resource.CPU, 1))) {
                assertTrue(orphan.waitFor(1, TimeUnit.MINUTES), "it is ended");
                JsonNode job = site.await(id, "done", "failed");
                assertEquals("done", job.get("state").asText(), job.toPrettyString());
                assertEquals(0, sum(job, "deaths") + sum(job, "failures"), job.toPrettyString());
            }
        }
        finally {
            if (orphan != null) {
                orphan.destroyForcibly().waitFor();
            }
        }
    }

    private static String begun(Site site, Path clip, int segments) {
        String id = site.submit(site.asset(clip), DENOISE, ", \"options\": {\"segments\": %d}".formatted(segments));
        Site.until("frames are made", () -> site.job(id).get("frames_done").asLong() > 5);
        return id;
    }

    /** With a watch that is five times as sharp as usual. */
    private static Supervisor supervise(Site site, Map<Resource, Integer> workers) {
        Supervisor supervisor = new Supervisor(site.server().production(), commands(site));
        supervisor.start(workers);
        return supervisor;
    }

    private static WorkerCommandLine commands(Site site) {
        return new WorkerCommandLine(Main.class.getName(), site.data(), null, 1, 0, LicencePolicy.ANY,
                Duration.ofSeconds(1));
    }

    /** A worker that nobody supervises, as on another machine. */
    private static Process alone(Site site, String name) throws IOException {
        ProcessBuilder command = commands(site).of(Resource.CPU, name);
        command.command().remove("--supervised");
        return command.redirectError(Redirect.INHERIT).redirectOutput(Redirect.DISCARD).start();
    }

    private static void signal(String name, long pid) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor());
    }

    private static int sum(JsonNode job, String field) {
        int sum = 0;
        for (JsonNode task : job.get("tasks")) {
            sum += task.get(field).asInt();
        }
        return sum;
    }

    private static List<String> parts(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.map(Path::toString).filter((name) -> name.contains(".part")).toList();
        }
    }

}
