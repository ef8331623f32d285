package dev.rushes.server.bench;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the queue adds to a task, from the moments that the tables hold. A job of one
 * segment is planned, made and assembled, each by an idle worker: the time from the end
 * of a task to the start of the one that it lets begin is the queue's alone, and so is
 * that from the job's creation to the start of its plan. Jobs go in one at a time, so
 * that no task waits for a busy worker; the mean over all tasks counts. Clips are tiny
 * and operations empty, so that little else is in the way.
 */
final class QueueOverhead {

    private static final double MILLIS = 50;

    private final Path folder;

    private final int jobs;

    QueueOverhead(Path folder, int jobs) {
        this.folder = folder;
        this.jobs = jobs;
    }

    void run(Path clip, Consumer<Figure> result) throws IOException {
        Path data = this.folder.resolve("queue");
        try (Program server = Program.serve(data, "none");
                Api api = new Api(server.uri());
                Program _ = Program.worker(data, "io");
                Program _ = Program.worker(data, "cpu")) {
            String asset = api.upload(clip.getFileName().toString(), BodyPublishers.ofFile(clip));
            List<Double> waits = new ArrayList<>();
            // the first finds the workers still starting and does not count
            api.ended(List.of(api.submit(asset, "{\"operations\": []}")));
            for (int job = 0; job < this.jobs; job++) {
                waits.addAll(waits(api.ended(List.of(api.submit(asset, "{\"operations\": []}"))).getFirst()));
            }
            double mean = waits.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
            double most = waits.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
            result.accept(Figure.atMost("queue overhead of a task over %.0f ms".formatted(MILLIS), mean, "ms", 1,
                    mean / MILLIS));
            result.accept(Figure.of("queue overhead of the worst of %d tasks".formatted(waits.size()), most, "ms"));
        }
    }

    private static List<Double> waits(JsonNode job) {
        List<Double> waits = new ArrayList<>();
        Instant free = moment(job, "created");
        for (JsonNode task : job.get("tasks")) {
            if (List.of("plan", "segment", "assemble").contains(task.get("kind").textValue())) {
                waits.add(Duration.between(free, moment(task, "started")).toNanos() / 1e6);
                free = moment(task, "finished");
            }
        }
        return waits;
    }

    static Instant moment(JsonNode document, String field) {
        return Instant.parse(document.get(field).textValue());
    }

}
