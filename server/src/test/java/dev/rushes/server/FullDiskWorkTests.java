package dev.rushes.server;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rushes.server.fixture.Clips;
import dev.rushes.server.queue.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Real work on a disk that is really full: a small one that lies in memory. */
class FullDiskWorkTests {

    private static final int MIB = 1 << 20;

    private static final String DENOISE = "{\"operations\": [{\"op\": \"denoise\", \"strength\": 20}]}";

    @TempDir
    private Path folder;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        Path small = Files.createDirectory(this.folder.resolve("small"));
        Assumptions.assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=320m", "tmpfs", small.toString()) == 0,
                "not tried: mounting a small disk needs root");
        this.disk = small;
    }

    @AfterEach
    void unmount() throws Exception {
        if (this.disk != null) {
            assertEquals(0, run("umount", this.disk.toString()));
        }
    }

    @Test
    void noJobIsLostWhileItIsFull() throws Exception {
        Path clip = Clips.make(this.folder.resolve("long.mov"), 60, "256x144");
        Path filler = this.disk.resolve("filler");
        try (Site site = new Site(this.disk.resolve("data"), null, Map.of(Resource.IO, 1, Resource.CPU, 1))) {
            String asset = site.asset(clip);
            List<String> jobs = List.of(site.submit(asset, DENOISE, ""), site.submit(asset, DENOISE, ""),
                    site.submit(asset, DENOISE, ""));
            Site.until("frames are made", () -> site.job(jobs.getFirst()).get("frames_done").asLong() > 2);
            // all but what a page of the database takes; a piece takes more
            fill(filler, 4 * 65536);
            // the one that had to stop, and those that no worker begins
            Site.until("all that are not done wait, and say for what", () -> {
                List<JsonNode> open = jobs.stream()
                    .map(site::job)
                    .filter((job) -> !job.get("state").asText().equals("done"))
                    .toList();
                return !open.isEmpty() && open.stream()
                    .allMatch((job) -> job.path("phase").asText().startsWith("waiting: the disk of the data"));
            });
            // light work goes on meanwhile: those behind it are planned
            Site.until("all are planned", () -> jobs.stream().allMatch((job) -> site.job(job).get("tasks").size() > 2));
            assertTrue(site.send("GET", "/readyz", null).body().contains("MiB are free on the data directory's disk"));
            Files.delete(filler);
            for (String id : jobs) {
                JsonNode job = site.await(id, "done", "failed");
                assertEquals("done", job.get("state").asText(), job.toPrettyString());
                job.get("tasks").forEach((task) -> assertEquals(0, task.get("failures").asInt(), job.toPrettyString()));
            }
        }
    }

    @Test
    void aJobThatFitsNoEmptyDiskFailsWithItsReason() throws Exception {
        Path clip = Clips.make(this.folder.resolve("large.mov"), 50, "1280x720");
        try (Site site = new Site(this.disk.resolve("data"), null, Map.of(Resource.IO, 1, Resource.CPU, 1))) {
            String id = site.submit(site.asset(clip),
                    "{\"operations\": [], \"output\": {\"codec\": \"ffv1\", \"container\": \"mkv\"}}",
                    ", \"options\": {\"segments\": 2}");
            JsonNode job = site.await(id, "done", "failed");
            assertEquals("failed", job.get("state").asText(), job.toPrettyString());
            String why = job.get("problem").get("detail").asText();
            assertTrue(why.matches("the job needs about \\S+ MiB of the data directory's disk for its segments and its"
                    + " master, beside the footage with \\S+ MiB, and the disk has 320\\S* MiB in all; make less of it .*"),
                    why);
            // and nobody waits for what it has made
            String next = site.submit(site.asset(Clips.make(this.folder.resolve("next.mov"), 10)), DENOISE, "");
            assertEquals("done", site.await(next, "done", "failed").get("state").asText());
        }
    }

    /** So that about so many bytes are left, while others write there too. */
    private void fill(Path filler, int left) throws Exception {
        try (var file = new RandomAccessFile(filler.toFile(), "rw")) {
            long free = this.disk.toFile().getUsableSpace();
            while (free > left) {
                try {
                    file.write(new byte[(int) Math.min(MIB, free - left)]);
                }
                catch (IOException full) {
                    // the others were faster
                }
                free = this.disk.toFile().getUsableSpace();
            }
            file.setLength(Math.max(0, file.length() - (left - free)));
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    }

}
