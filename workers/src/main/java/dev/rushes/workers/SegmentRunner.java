package dev.rushes.workers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.rushes.models.Device;
import dev.rushes.models.Model;
import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;
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
import dev.rushes.workers.media.ToConstantRate;
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

    private final List<Stages.Stage> stages = new ArrayList<>();

    /**
     * Opens the models.
     * @param sharers how many segments run at once and share the threads
     * @throws Problem CONFLICT with what the plan was made for if a model has changed
     */
    SegmentRunner(Models models, Plan plan, int sharers) {
        this.plan = plan;
        this.workspace = new Workspace(plan);
        this.threads = Math.max(1, Threads.of(plan.job().threads()) / sharers);
        Device device = Device.resolve(plan.job().device());
        try {
            for (Processing.Stage stage : plan.processing().stages()) {
                ModelCard card = models.card(stage.model());
                if (!card.sha256().equals(stage.sha256())) {
                    throw Problem.invalid("the plan was made for other weights of %s than are installed; plan again",
                            stage.model());
                }
                Model model = models.open(card, device, this.threads);
                switch (model) {
                    case Restorer restorer -> this.stages.add(new Stages.Stage(restorer, stage.sigma()));
                }
            }
        }
        catch (RuntimeException ex) {
            close();
            throw ex;
        }
    }

    /** Makes a segment, unless it is there. */
    void run(int index, Monitor monitor) {
        if (index < 0 || index >= this.plan.tasks().size()) {
            throw Problem.invalid("there is no task %d; the plan has tasks 0 to %d", index,
                    this.plan.tasks().size() - 1);
        }
        try (Workspace.Lock _ = this.workspace.lockPiece(index)) {
            Piece finished = this.workspace.finished(index);
            if (finished != null) {
                monitor.frames(finished.frames());
                return;
            }
            try {
                this.workspace.publish(index, make(this.plan.tasks().get(index), monitor));
            }
            catch (RuntimeException | Error ex) {
                this.workspace.discardPart(index);
                throw ex;
            }
        }
    }

    private Piece make(Task task, Monitor monitor) {
        long start = System.nanoTime();
        boolean alpha = this.plan.clip().video().alpha();
        Rational sampleAspect = Rational.parse(this.plan.clip().video().sampleAspect());
        try (PicturePool pool = new PicturePool()) {
            SegmentSource source = new SegmentSource(this.plan.clip(), this.plan.processing(), task, pool,
                    this.threads);
            Stages restored = new Stages(new Prefetch(source, DECODED_AHEAD, "decode-" + task.index()), this.stages,
                    pool);
            long frames;
            FrameSource timed = this.plan.convertsRate()
                    ? new ToConstantRate(restored, this.plan.clip(), this.plan.encoding(), task, pool) : restored;
            try (FrameSource pictures = this.stages.isEmpty() ? timed
                    : new Prefetch(timed, RESTORED_AHEAD, "restore-" + task.index());
                    PieceWriter writer = new PieceWriter(this.workspace.part(task.index()), "nut", this.plan.encoding(),
                            this.plan.processing().chromaFilter(), alpha, sampleAspect, this.threads)) {
                copy(pictures, writer, monitor);
                writer.finish();
                frames = writer.frames();
            }
            if (pool.live() != 0) {
                throw new IllegalStateException(pool.live() + " pictures were not given back");
            }
            Path part = this.workspace.part(task.index());
            return new Piece(this.plan.key(), task.index(), source.frames(), frames, part.toFile().length(),
                    Disk.sha256(part, monitor), source.damagedPackets(), source.damagedFrames(), source.readError(),
                    seconds(start), restored.busyNanos() / 1e9, pool.peakBytes());
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
            writer.accept(new Frame(frame.picture(), clock.toMaster(frame.pts())));
            monitor.frames(1);
        }
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    @Override
    public void close() {
        this.stages.forEach(stage -> stage.restorer().close());
    }

}
