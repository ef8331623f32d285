package dev.rushes.server.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import dev.rushes.workers.bench.BenchClips;

/** Measures a server on the disk that a folder is on. */
final class ServerBench {

    /** What can be measured, in this order. */
    static final List<String> NAMES = List.of("uploads", "api", "queue", "workers");

    private final Path folder;

    private final boolean quick;

    /**
     * A bench.
     * @param folder for data directories, emptied by the caller
     * @param quick whether figures may be rough
     */
    ServerBench(Path folder, boolean quick) {
        this.folder = folder;
        this.quick = quick;
    }

    /**
     * Measures one thing.
     * @param name of {@link #NAMES}
     * @param result takes each figure as it is known
     */
    void run(String name, Consumer<Figure> result) throws IOException {
        BenchClips clips = new BenchClips(this.folder);
        switch (name) {
            case "uploads" ->
                new UploadSpeed(this.folder, this.quick ? 16 << 20 : 512 << 20, this.quick ? 1 : 7).run(result);
            case "api" ->
                (this.quick ? new LoadedApi(this.folder, 20, 5, 50) : new LoadedApi(this.folder, 1000, 200, 1000))
                    .run(result);
            case "queue" ->
                new QueueOverhead(this.folder, this.quick ? 1 : 20).run(clips.make("tiny", 64, 64, 2), result);
            case "workers" -> new TwoWorkers(this.folder, this.quick ? 2 : 8)
                .run(clips.make("clip", 320, 180, this.quick ? 5 : 100), result);
            default -> throw new IllegalArgumentException(name);
        }
    }

}
