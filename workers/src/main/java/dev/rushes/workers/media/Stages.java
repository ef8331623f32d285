package dev.rushes.workers.media;

import java.util.List;

import dev.rushes.models.Picture;
import dev.rushes.models.PicturePool;
import dev.rushes.models.Restorer;

/** Applies models to each picture, one after the other, in one pass. */
public final class Stages implements FrameSource {

    /**
     * A model at work.
     *
     * @param restorer the model, closed by its owner
     * @param sigma noise to remove, 0..1 of full range
     */
    public record Stage(Restorer restorer, double sigma) {

    }

    private final FrameSource upstream;

    private final List<Stage> stages;

    private final PicturePool pool;

    private long busyNanos;

    public Stages(FrameSource upstream, List<Stage> stages, PicturePool pool) {
        this.upstream = upstream;
        this.stages = List.copyOf(stages);
        this.pool = pool;
    }

    @Override
    public Frame next() {
        Frame frame = this.upstream.next();
        if (frame == null) {
            return null;
        }
        long start = System.nanoTime();
        Picture picture = frame.picture();
        for (Stage stage : this.stages) {
            Picture before = picture;
            try {
                picture = stage.restorer().restore(before, stage.sigma(), this.pool);
            }
            finally {
                before.close();
            }
        }
        this.busyNanos += System.nanoTime() - start;
        return new Frame(picture, frame.pts());
    }

    /** Time spent in models, in nanoseconds. */
    public long busyNanos() {
        return this.busyNanos;
    }

    @Override
    public void close() {
        this.upstream.close();
    }

}
