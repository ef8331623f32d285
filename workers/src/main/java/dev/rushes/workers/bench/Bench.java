package dev.rushes.workers.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;
import dev.rushes.models.ProcessorSpeed;
import dev.rushes.workers.Monitor;
import dev.rushes.workers.Worker;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.job.Job;
import dev.rushes.workers.job.Outcome;
import dev.rushes.workers.job.Output;
import dev.rushes.workers.job.Recipe;
import dev.rushes.workers.job.Threads;
import dev.rushes.workers.operations.Denoise;
import dev.rushes.workers.operations.Operation;
import dev.rushes.workers.operations.Upscale;

/** Measures the engine against what this machine can do. */
public final class Bench {

    private final Models models;

    private final Path folder;

    private final Monitor monitor;

    private final int threads;

    /**
     * A bench.
     * @param folder for clips and masters, emptied by the caller
     * @param threads for models, 0 for what the machine or the farm grants
     */
    public Bench(Models models, Path folder, int threads, Monitor monitor) {
        this.models = models;
        this.folder = folder;
        this.threads = Threads.of(threads);
        this.monitor = monitor;
    }

    /**
     * Measures everything.
     * @param clip to process in place of generated ones, or null
     * @param result takes each figure as it is known
     */
    public void run(Path clip, Consumer<Measurement> result) {
        this.monitor.phase("measuring SGEMM");
        double limit = ProcessorSpeed.gigaflops(this.threads, 4);
        result.accept(Measurement.of("SGEMM of this machine", limit, "GFLOP/s"));
        BenchClips clips = new BenchClips(this.folder);
        stage(clip != null ? clip : clips.make("upscale", 480, 270, 400), new Upscale(2, "auto"),
                this.models.pick("upscale", 2), limit, 0.95, result);
        stage(clip != null ? clip : clips.make("denoise", 960, 540, 60), new Denoise("10", "auto"),
                this.models.pick("denoise", 1), limit, 0.90, result);
        new PassThrough(this.models, this.folder, this.threads, this.monitor)
            .run(clip != null ? clip : clips.make("hd", 1920, 1080, 60), result);
        if (clip == null) {
            held(clips.hold("held", 960, 540, 1000), result);
            new PeakMemory(this.folder, this.models.licences(), this.threads, this.monitor).run(clips, result);
        }
    }

    /**
     * The bare model is measured before and after, so that a machine that slows down does
     * not flatter us.
     */
    private void stage(Path clip, Operation operation, ModelCard card, double sgemm, double limit,
            Consumer<Measurement> result) {
        ClipInfo info = new Worker(this.models).probe(clip);
        int width = info.video().width();
        int height = info.video().height();
        String name = "%s %d×%d".formatted(card.id(), width, height);
        this.monitor.phase("measuring " + name);
        BareModel model = new BareModel(this.models, card, this.threads);
        double before = model.framesPerSecond(clip, width, height);
        double whole = endToEnd(clip, operation);
        double bare = (before + model.framesPerSecond(clip, width, height)) / 2;
        double gigaflops = card.gflopPerMegapixel() * width * height / 1e6 * bare;
        result.accept(Measurement.of(name + ", bare model over SGEMM", gigaflops, "GFLOP/s", 0.85, gigaflops / sgemm));
        result.accept(Measurement.of(name + ", bare model", bare, "fps"));
        result.accept(Measurement.of(name + ", decode to FFV1 over bare model", whole, "fps", limit, whole / bare));
    }

    /**
     * Titles, slates and held frames run at the speed at which they are decoded and
     * encoded.
     */
    private void held(Path clip, Consumer<Measurement> result) {
        this.monitor.phase("measuring held frames");
        double decoded = endToEnd(clip);
        double restored = endToEnd(clip, new Denoise("10", "auto"));
        result.accept(Measurement.of("held frames 960×540, denoised over passed through", restored, "fps", 0.4,
                restored / decoded));
    }

    private double endToEnd(Path clip, Operation... operations) {
        Job job = new Job(clip, this.folder, new Recipe(List.of(operations), new Output("ffv1", "mkv")), null, null,
                "keep", "keep", "fail", "cpu", this.threads, 0, 0);
        long start = System.nanoTime();
        Outcome outcome = new Worker(this.models).process(job, Monitor.NONE);
        return outcome.frames() * 1e9 / (System.nanoTime() - start);
    }

}
