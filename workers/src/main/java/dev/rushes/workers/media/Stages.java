package dev.rushes.workers.media;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import dev.rushes.models.Denoising;
import dev.rushes.models.LumaWeights;
import dev.rushes.models.Noise;
import dev.rushes.models.Picture;
import dev.rushes.models.PicturePool;
import dev.rushes.models.Problem;
import dev.rushes.models.Restorer;

/**
 * Applies models to each picture, one after the other, in one pass. Several pictures are
 * in work at once, each on a lane of its own: small ones keep many processors busier that
 * way than if they shared the arithmetic of one picture. The order is kept.
 * <p>
 * The first model may want to see the frames before and after too ({@link Windows}). A
 * frame for which it sees the same to the last bit as for the one before takes over that
 * one's result: titles, slates and held frames are computed once. What comes out is the
 * same, since models see nothing else: no number, no time.
 */
public final class Stages implements FrameSource {

    /**
     * A model at work.
     *
     * @param denoising the model, closed by its owner, and what is put back
     * @param noise to remove; null to remove each scene's own
     */
    public record Stage(Denoising denoising, Noise noise) {

        /**
         * The same everywhere.
         * @param sigma noise to remove, 0..1 of full range
         */
        public Stage(Restorer restorer, double sigma) {
            this(new Denoising(restorer, 0, LumaWeights.BT709), Noise.of(sigma));
        }

        private Noise noise(Noise ofScene) {
            return (noise != null) ? noise : ofScene;
        }

    }

    /**
     * Frames a lane that may wait, most of them held: enough to keep all lanes busy where
     * each drawing stands for four frames. They take no memory.
     */
    private static final int HELD = 4;

    private final Windows windows;

    private final List<Stage> stages;

    private final PicturePool pool;

    private final int lanes;

    private final ExecutorService threads;

    private final Deque<Run> inWork = new ArrayDeque<>();

    /** What the next window is compared with; may be through already. */
    private Run latest;

    /** Frames that wait in all runs together. */
    private int waiting;

    private long reused;

    private final AtomicLong busyNanos = new AtomicLong();

    private boolean ended;

    /**
     * Frames one after the other for which the models see the same, restored once.
     *
     * @param contents what they see
     * @param noise of their scene; may be null
     * @param untouched whether no model has anything to do
     * @param result what became of it
     * @param times of the frames that have not been delivered
     */
    private record Run(List<Long> contents, Noise noise, boolean untouched, Future<Picture> result, Deque<Long> times) {

        boolean serves(Windows.Window window) {
            return contents.equals(window.contents()) && Objects.equals(noise, window.noise());
        }

    }

    /**
     * For the pictures of one segment.
     * @param upstream closed with this; may begin before the stretch and end after it
     * @param stages only the first may have a window of several frames
     * @param lanes how many pictures are in work at once, 1 or more
     */
    public Stages(FrameSource upstream, Stretch stretch, List<Stage> stages, PicturePool pool, int lanes) {
        this.windows = new Windows(upstream, stages.getFirst().denoising().restorer().card().reach(), stretch);
        this.stages = List.copyOf(stages);
        this.pool = pool;
        this.lanes = lanes;
        this.threads = Executors.newFixedThreadPool(lanes, Thread.ofPlatform().name("restore-", 0).daemon().factory());
    }

    @Override
    public Frame next() {
        while (!this.ended && this.inWork.size() < this.lanes && this.waiting < HELD * this.lanes) {
            Windows.Window window = this.windows.next();
            if (window == null) {
                this.ended = true;
                forget();
            }
            else {
                add(window);
            }
        }
        Run run = this.inWork.peek();
        if (run == null) {
            return null;
        }
        Picture picture = take(run.result());
        long time = run.times().remove();
        this.waiting--;
        if (run.times().isEmpty()) {
            this.inWork.remove();
        }
        boolean last = run.times().isEmpty() && !run.equals(this.latest);
        return new Frame(last ? picture : picture.share(), time, run.untouched());
    }

    private void add(Windows.Window window) {
        if (this.latest != null && this.latest.serves(window)) {
            window.pictures().forEach(Picture::close);
            this.reused++;
            if (this.latest.times().isEmpty()) {
                this.inWork.add(this.latest);
            }
        }
        else {
            forget();
            boolean untouched = this.stages.stream().allMatch((stage) -> stage.noise(window.noise()) == null);
            this.latest = new Run(window.contents(), window.noise(), untouched,
                    this.threads.submit(() -> restore(window.pictures(), window.noise())), new ArrayDeque<>());
            this.inWork.add(this.latest);
        }
        this.latest.times().add(window.pts());
        this.waiting++;
    }

    /** No further frame takes over the latest result. */
    private void forget() {
        if (this.latest != null) {
            if (this.latest.times().isEmpty()) {
                free(this.latest);
            }
            this.latest = null;
        }
    }

    private static Picture take(Future<Picture> future) {
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

    private static void free(Run run) {
        try {
            take(run.result()).close();
        }
        catch (Problem ex) {
            // it has no picture to free
        }
    }

    private Picture restore(List<Picture> window, Noise ofScene) {
        long start = System.nanoTime();
        List<Picture> pictures = window;
        for (Stage stage : this.stages) {
            List<Picture> before = pictures;
            try {
                Noise noise = stage.noise(ofScene);
                pictures = List.of((noise != null) ? stage.denoising().remove(before, noise, this.pool)
                        : kept(before.get(before.size() / 2)));
            }
            finally {
                before.forEach(Picture::close);
            }
        }
        this.busyNanos.addAndGet(System.nanoTime() - start);
        return pictures.getFirst();
    }

    /** The picture as it is. Opacity is changed in place later, so it needs its own. */
    private Picture kept(Picture picture) {
        if (!picture.hasAlpha()) {
            return picture.share();
        }
        Picture copy = this.pool.lease(picture.width(), picture.height(), true);
        MemorySegment.copy(picture.tensor(), 0, copy.tensor(), 0, picture.tensor().byteSize());
        MemorySegment.copy(picture.alpha(), 0, copy.alpha(), 0, picture.alpha().byteSize());
        return copy;
    }

    /** Time spent in models, in nanoseconds, of all lanes together. */
    public long busyNanos() {
        return this.busyNanos.get();
    }

    /**
     * Frames that took over the result of the one before, of those delivered or waiting.
     */
    public long reused() {
        return this.reused;
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        forget();
        this.inWork.forEach(Stages::free);
        this.inWork.clear();
        this.threads.shutdown();
        this.windows.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

}
