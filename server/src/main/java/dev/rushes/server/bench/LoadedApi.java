package dev.rushes.server.bench;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * How long requests take, in the 99th percentile, while many jobs are queued and many
 * event streams are open: over that of {@code /healthz} of the same server before there
 * was any of it. One client asks, one request after the other; every job that it submits
 * goes out to all streams. No worker is at work, so that the queue stays as long as it
 * is.
 */
final class LoadedApi {

    private static final double MOST = 10;

    private static final String RECIPE = "{\"operations\": []}";

    private final Path folder;

    private final int jobs;

    private final int streams;

    private final int requests;

    /**
     * A measurement.
     * @param folder for a data directory
     * @param requests of each kind
     */
    LoadedApi(Path folder, int jobs, int streams, int requests) {
        this.folder = folder;
        this.jobs = jobs;
        this.streams = streams;
        this.requests = requests;
    }

    void run(Consumer<Figure> result) throws IOException {
        try (Program server = Program.serve(this.folder.resolve("api"), "none"); Api api = new Api(server.uri())) {
            String asset = api.upload("bench.mov", BodyPublishers.ofByteArray(new byte[] { 1 }));
            List<String> queued = new ArrayList<>();
            for (int job = 0; job < this.jobs; job++) {
                queued.add(api.submit(asset, RECIPE));
            }
            // all that Java compiles at first is compiled by now
            percentile(() -> api.get("/v1/jobs?limit=50"));
            percentile(() -> api.get("/v1/jobs/" + queued.getFirst()));
            percentile(() -> api.get("/healthz"));
            double idle = percentile(() -> api.get("/healthz"));
            result.accept(Figure.of("p99 of /healthz, idle", idle, "ms"));
            try (Listeners listeners = new Listeners(api.server(), this.streams)) {
                int[] next = { 0 };
                report("one job", percentile(() -> api.get("/v1/jobs/" + queued.get(next[0]++ % queued.size()))), idle,
                        result);
                report("list of jobs", percentile(() -> api.get("/v1/jobs?limit=50")), idle, result);
                long before = listeners.bytes();
                report("submitting a job", percentile(() -> api.submit(asset, RECIPE)), idle, result);
                result.accept(Figure.of("event streams heard meanwhile", (listeners.bytes() - before) / 1e6, "MB"));
            }
        }
    }

    private void report(String what, double millis, double idle, Consumer<Figure> result) {
        result.accept(Figure.atMost("p99 of %s with %d jobs queued and %d event streams over idle /healthz"
            .formatted(what, this.jobs, this.streams), millis, "ms", MOST, millis / idle));
    }

    private double percentile(Request request) throws IOException {
        double[] millis = new double[this.requests];
        for (int number = 0; number < this.requests; number++) {
            long start = System.nanoTime();
            request.send();
            millis[number] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        return millis[(int) Math.ceil(this.requests * 0.99) - 1];
    }

    /** One request and its answer. */
    private interface Request {

        Object send() throws IOException;

    }

}
