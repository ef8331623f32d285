package dev.rushes.server.bench;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How much faster two workers are than one, each with one thread and a processor of its
 * own, on jobs that wait for nothing of each other (they share their footage): from the
 * start of the first segment to the end of the last. What reads, encodes and assembles
 * runs on the same processors, so that two cores are not quite two workers.
 */
final class TwoWorkers {

    private static final double LEAST = 1.8;

    private static final String RECIPE = "{\"operations\": [{\"op\": \"denoise\", \"strength\": 20}]}";

    private final Path folder;

    private final int clips;

    /**
     * A measurement.
     * @param clips an even number
     */
    TwoWorkers(Path folder, int clips) {
        this.folder = folder;
        this.clips = clips;
    }

    void run(Path clip, Consumer<Figure> result) throws IOException {
        Path data = this.folder.resolve("workers");
        List<Integer> processors = Processors.two();
        try (Program server = Program.serve(data, "none");
                Api api = new Api(server.uri());
                Program _ = Program.worker(data, "io");
                Program _ = Program.pinned(data, "cpu", processors.get(0))) {
            String asset = api.upload(clip.getFileName().toString(), BodyPublishers.ofFile(clip));
            // each worker loads its model once, which does not count
            api.ended(List.of(api.submit(asset, RECIPE)));
            double alone = seconds(api, asset);
            try (Program _ = Program.pinned(data, "cpu", processors.get(1))) {
                api.ended(List.of(api.submit(asset, RECIPE), api.submit(asset, RECIPE)));
                double together = seconds(api, asset);
                result.accept(Figure.atLeast("two workers of one core over one", this.clips / together, "clips/s",
                        LEAST, alone / together));
            }
        }
    }

    private double seconds(Api api, String asset) throws IOException {
        List<String> jobs = new ArrayList<>();
        for (int job = 0; job < this.clips; job++) {
            jobs.add(api.submit(asset, RECIPE));
        }
        List<JsonNode> segments = api.ended(jobs)
            .stream()
            .flatMap((job) -> Stream.iterate(0, (n) -> n < job.get("tasks").size(), (n) -> n + 1)
                .map((n) -> job.get("tasks").get(n)))
            .filter((task) -> task.get("kind").textValue().equals("segment"))
            .toList();
        Instant first = segments.stream()
            .map((task) -> QueueOverhead.moment(task, "started"))
            .min(Comparator.naturalOrder())
            .orElseThrow();
        Instant last = segments.stream()
            .map((task) -> QueueOverhead.moment(task, "finished"))
            .max(Comparator.naturalOrder())
            .orElseThrow();
        return Duration.between(first, last).toNanos() / 1e9;
    }

}
