package dev.rushes.workers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.rushes.models.Denoising;
import dev.rushes.models.Device;
import dev.rushes.models.LumaWeights;
import dev.rushes.models.Model;
import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;
import dev.rushes.models.Noise;
import dev.rushes.models.PicturePool;
import dev.rushes.models.Problem;
import dev.rushes.models.Restorer;
import dev.rushes.workers.job.Piece;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.job.Processing;
import dev.rushes.workers.job.Task;
import dev.rushes.workers.job.Threads;
import dev.rushes.workers.media.Clock;
import dev.rushes.workers.media.Frame;
import dev.rushes.workers.media.FrameSource;
import dev.rushes.workers.media.PieceWriter;
import dev.rushes.workers.media.Prefetch;
import dev.rushes.workers.media.SegmentSource;
import dev.rushes.workers.media.Stages;
import dev.rushes.workers.media.Stretch;
import dev.rushes.workers.media.ToConstantRate;
import dev.rushes.workers.plan.MemoryPlan;
import dev.rushes.workers.timeline.Rational;

/**
 * Makes segments: one pass from the decoder through the models to the encoder, each on
 * its own thread. Models are opened once and serve all segments.
 */
final class SegmentRunner implements AutoCloseable {

    private static final int DECODED_AHEAD = 2;

    private static final int RESTORED_AHEAD = 1;

    private final Plan plan;

    private final Workspace workspace;

    private final int threads;

    private final int lanes;

    private final List<Stages.Stage> stages = new ArrayList<>();

    /** Frames before and after each that models want to see. */
    private final int reach;

    /**
     * Opens the models.
     * @param workspace of the plan
     * @param sharers how many segments run at once and share the threads
     * @throws Problem CONFLICT with what the plan was made for if a model has changed
     */
    SegmentRunner(Models models, Plan plan, Workspace workspace, int sharers) {
        this.plan = plan;
        this.workspace = workspace;
        this.threads = Math.max(1, Threads.of(plan.job().threads()) / sharers);
        MemoryPlan memory = MemoryPlan.of(models, plan, this.threads);
        memory.atOnce(1, this.threads);
        this.lanes = memory.lanes();
        Device device = Device.resolve(plan.job().device());
        try {
            for (Processing.Stage stage : plan.processing().stages()) {
                ModelCard card = stage.card(models);
                Model model = models.open(card, device, Math.max(1, this.threads / this.lanes));
                switch (model) {
                    case Restorer restorer -> this.stages.add(stage(stage, restorer));
                }
            }
        }
        catch (RuntimeException ex) {
            close();
            throw ex;
        }
        this.reach = this.stages.isEmpty() ? 0 : this.stages.getFirst().denoising().restorer().card().reach();
    }

    /** Makes a segment, unless it is there. */
    void run(int index, Monitor monitor) {
        if (index < 0 || index >= this.plan.tasks().size()) {
            throw Problem.invalid("there is no task %d; the plan has tasks 0 to %d", index,
                    this.plan.tasks().size() - 1);
        }
        try (Workspace.Hold _ = this.workspace.beginPiece(index)) {
            Piece finished = this.workspace.finished(index);
            if (finished != null) {
                monitor.frames(finished.frames());
                return;
            }
            try {
                this.workspace.publish(index, make(this.plan.tasks().get(index), monitor));
            }
            catch (RuntimeException | Error ex) {
                monitor.discarded(this.workspace.part(index).toFile().length());
                this.workspace.discardPart(index);
                this.workspace.checkDraft();
                throw ex;
            }
        }
    }

    private Stages.Stage stage(Processing.Stage stage, Restorer restorer) {
        LumaWeights weights = LumaWeights.of(this.plan.processing().colour().matrix());
        return new Stages.Stage(new Denoising(restorer, stage.grain() / 100, weights),
                stage.measured() ? null : Noise.of(stage.sigma()));
    }

    private Piece make(Task task, Monitor monitor) {
        long start = System.nanoTime();
        boolean alpha = this.plan.clip().video().alpha();
        Rational sampleAspect = Rational.parse(this.plan.clip().video().sampleAspect());
        try (PicturePool pool = new PicturePool()) {
            SegmentSource source = new SegmentSource(this.plan.clip(), this.plan.processing(), task, this.reach, pool,
                    this.threads);
            FrameSource decoded = new Prefetch(source, DECODED_AHEAD, "decode-" + task.index());
            Stages restored = this.stages.isEmpty() ? null : new Stages(decoded,
                    Stretch.of(task, this.plan.processing().scenes()), this.stages, pool, this.lanes);
            FrameSource pictures = restored == null ? decoded : restored;
            FrameSource timed = this.plan.convertsRate()
                    ? new ToConstantRate(pictures, this.plan.clip(), this.plan.encoding(), task) : pictures;
            long frames;
            try (FrameSource ahead = restored == null ? timed
                    : new Prefetch(timed, RESTORED_AHEAD, "restore-" + task.index());
                    PieceWriter writer = new PieceWriter(this.workspace.part(task.index()), "nut", this.plan.encoding(),
                            this.plan.processing().chromaFilter(), this.plan.processing().untouchedFilter(), alpha,
                            sampleAspect, this.threads)) {
                copy(ahead, writer, monitor);
                writer.finish();
                frames = writer.frames();
            }
            if (pool.live() != 0) {
                throw new IllegalStateException(pool.live() + " pictures were not given back");
            }
            Path part = this.workspace.part(task.index());
            return new Piece(this.plan.key(), task.index(), source.frames(), frames, part.toFile().length(),
                    Disk.sha256(part, monitor), source.damagedPackets(), source.damagedFrames(), source.readError(),
                    seconds(start), restored == null ? 0 : restored.busyNanos() / 1e9,
                    restored == null ? 0 : restored.reused(), pool.peakBytes());
        }
    }

    private void copy(FrameSource pictures, PieceWriter writer, Monitor monitor) {
        Rational shift = Rational.parse(this.plan.shift());
        Clock clock = new Clock(this.plan.clip(), this.plan.encoding(), this.plan.clip().video().startPts(), shift);
        Frame frame;
        while ((frame = pictures.next()) != null) {
            if (monitor.cancelled()) {
                frame.close();
                throw Problem.cancelled();
            }
            writer.accept(frame.with(frame.picture(), clock.toMaster(frame.pts())));
            monitor.frames(1);
        }
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    @Override
    public void close() {
        this.stages.forEach(stage -> stage.denoising().restorer().close());
    }

}
