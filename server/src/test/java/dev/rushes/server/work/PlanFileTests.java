package dev.rushes.server.work;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.rushes.models.Models;
import dev.rushes.server.fixture.Clips;
import dev.rushes.server.storage.Storage;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.Worker;
import dev.rushes.workers.job.Job;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.job.Recipes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PlanFileTests {

    @TempDir
    private Path folder;

    @Test
    void aPlanHoldsWhereverTheDataDirectoryIsMounted() throws Exception {
        Path there = this.folder.resolve("there");
        Storage planner = new Storage(there);
        Path blob = Files.createDirectories(planner.blob("ab".repeat(32)));
        Path clip = Clips.make(blob.resolve("clip.mov"), 10);
        Path out = Files.createDirectories(planner.job("job_1"));
        Worker worker = new Worker(Models.shipped());
        Plan made = worker.plan(new Job(clip, out, Recipes.parse("{\"operations\": []}", "recipe.json"), null, null,
                "auto", "keep", "fail", "cpu", 1, 2, 0), Monitor.NONE);
        Files.writeString(PlanFile.of(out), Json.write(made));
        Path here = Files.move(there, this.folder.resolve("here"));
        Plan plan = PlanFile.read(Storage.remote(here), "job_1", "cpu", 1, 0);
        assertEquals(made.key(), plan.key(), "pieces that were made there are known here");
        for (Path path : List.of(plan.job().clip(), plan.job().out(), plan.clip().path(), plan.master(), plan.report(),
                plan.workspace())) {
            assertTrue(path.startsWith(here), path.toString());
        }
        plan.tasks().forEach((task) -> worker.run(plan, task.index(), Monitor.NONE));
        assertEquals(10, worker.assemble(plan, Monitor.NONE).frames());
    }

}
