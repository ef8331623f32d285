package dev.rushes.workers.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.Worker;
import dev.rushes.workers.job.Job;
import dev.rushes.workers.job.Output;
import dev.rushes.workers.job.Recipe;

/** Decode, float, encode: against one ffmpeg command line that does the same. */
final class PassThrough {

    private final Models models;

    private final Path folder;

    private final int threads;

    private final Monitor monitor;

    PassThrough(Models models, Path folder, int threads, Monitor monitor) {
        this.models = models;
        this.folder = folder;
        this.threads = threads;
        this.monitor = monitor;
    }

    void run(Path clip, Consumer<Measurement> result) {
        this.monitor.phase("measuring pass-through");
        Job job = new Job(clip, this.folder, new Recipe(List.of(), new Output("ffv1", "mkv")), null, null, "keep",
                "keep", "fail", "cpu", this.threads, 0, 0);
        long start = System.nanoTime();
        long frames = new Worker(this.models).process(job, Monitor.NONE).frames();
        double ours = frames * 1e9 / (System.nanoTime() - start);
        Double theirs = ffmpeg(clip, frames);
        String name = "pass-through to FFV1 over one ffmpeg command";
        result.accept(theirs == null ? new Measurement(name + " (not installed)", ours, "fps", 0.7, null)
                : Measurement.of(name, ours, "fps", 0.7, ours / theirs));
    }

    /**
     * Frames a second of the ffmpeg on the PATH, or null if there is none that can do it.
     */
    private Double ffmpeg(Path clip, long frames) {
        Path out = this.folder.resolve("bench-ffmpeg.mkv");
        String filter = "zscale=matrixin=709:rangein=limited:matrix=gbr:range=full:filter=point,format=gbrpf32le,"
                + "zscale=matrixin=gbr:rangein=full:matrix=709:range=limited:filter=point,format=yuv420p";
        String n = String.valueOf(this.threads);
        List<String> command = List.of("ffmpeg", "-nostdin", "-v", "error", "-y", "-threads", n, "-i", clip.toString(),
                "-an", "-vf", filter, "-c:v", "ffv1", "-level", "3", "-g", "1", "-slices", "4", "-slicecrc", "1",
                "-threads", n, out.toString());
        try {
            long start = System.nanoTime();
            int code = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
            return code == 0 ? frames * 1e9 / (System.nanoTime() - start) : null;
        }
        catch (IOException ex) {
            return null;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw Problem.cancelled();
        }
    }

}
