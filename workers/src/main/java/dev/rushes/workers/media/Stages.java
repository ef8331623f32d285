package dev.rushes.workers.media;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import dev.rushes.models.Picture;
import dev.rushes.models.PicturePool;
import dev.rushes.models.Problem;
import dev.rushes.models.Restorer;

/**
 * Applies models to each picture, one after the other, in one pass. Several pictures are
 * in work at once, each on a lane of its own: small ones keep many processors busier that
 * way than if they shared the arithmetic of one picture. The order is kept.
 */
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

    private final int lanes;

    private final ExecutorService threads;

    private final Deque<Future<Frame>> inWork = new ArrayDeque<>();

    private final AtomicLong busyNanos = new AtomicLong();

    private boolean ended;

    /**
     * For the pictures of one segment.
     * @param upstream closed with this
     * @param lanes how many pictures are in work at once, 1 or more
     */
    public Stages(FrameSource upstream, List<Stage> stages, PicturePool pool, int lanes) {
        this.upstream = upstream;
        this.stages = List.copyOf(stages);
        this.pool = pool;
        this.lanes = lanes;
        this.threads = Executors.newFixedThreadPool(lanes, Thread.ofPlatform().name("restore-", 0).daemon().factory());
    }

    @Override
    public Frame next() {
        while (!this.ended && this.inWork.size() < this.lanes) {
            Frame frame = this.upstream.next();
            this.ended = frame == null;
            if (frame != null) {
                this.inWork.add(this.threads.submit(() -> restore(frame)));
            }
        }
        if (this.inWork.isEmpty()) {
            return null;
        }
        Frame frame = take(this.inWork.peek());
        this.inWork.remove();
        return frame;
    }

    private static Frame take(Future<Frame> future) {
        try {
            return future.get();
        }
        catch (ExecutionException ex) {
            throw ex.getCause() instanceof Problem problem ? problem
                    : Problem.internal(ex.getCause(), "restoring failed: %s", ex.getCause());
        }
        catch (InterruptedException ex) {
            // whoever closes this frees the picture
            Thread.currentThread().interrupt();
            throw Problem.cancelled();
        }
    }

    private Frame restore(Frame frame) {
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
        this.busyNanos.addAndGet(System.nanoTime() - start);
        return new Frame(picture, frame.pts());
    }

    /** Time spent in models, in nanoseconds, of all lanes together. */
    public long busyNanos() {
        return this.busyNanos.get();
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        for (Future<Frame> future : this.inWork) {
            try {
                take(future).close();
            }
            catch (Problem ex) {
                // it has no picture to free
            }
        }
        this.inWork.clear();
        this.threads.shutdown();
        this.upstream.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

}
