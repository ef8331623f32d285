package dev.rushes.server.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.rushes.models.Models;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.Worker;
import dev.rushes.workers.job.Job;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Outcome;
import dev.rushes.workers.job.Recipes;
import dev.rushes.workers.previews.Previews;

/**
 * What workers make of a clip, for the page to show: the real documents and the real
 * media.
 */
final class PageMedia {

    private static final String RECIPE = """
            {"operations": [{"op": "denoise", "strength": "auto"}, {"op": "upscale", "scale": 2}],
             "output": {"codec": "prores_hq"}}""";

    private PageMedia() {
    }

    /** Restores the clip into a folder and makes the previews of both. */
    static void make(Path clip, Path folder) throws IOException {
        Worker worker = new Worker(Models.shipped());
        Outcome outcome = worker.process(new Job(clip, folder.resolve("job"), Recipes.parse(RECIPE, "recipe.json"),
                null, null, "auto", "keep", "fail", "cpu", 0, 1, 0), Monitor.NONE);
        Files.move(outcome.master(), folder.resolve("master.mov"));
        Files.move(outcome.report(), folder.resolve("report.json"));
        Files.writeString(folder.resolve("clip.json"), Json.write(worker.probe(clip)));
        Previews.make(clip, folder.resolve("source"), Monitor.NONE);
        Previews.make(folder.resolve("master.mov"), folder.resolve("result"), Monitor.NONE);
    }

}
