package dev.rushes.workers.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.rushes.models.Device;
import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;
import dev.rushes.models.Picture;
import dev.rushes.models.PicturePool;
import dev.rushes.models.Problem;
import dev.rushes.models.Restorer;
import dev.rushes.workers.media.ClipReader;
import dev.rushes.workers.media.Frame;

/** How fast a model is with nothing around it: the same picture again and again. */
final class BareModel {

    private static final double SECONDS = 4;

    private static final double SIGMA = 10 / 255.0;

    private final Models models;

    private final ModelCard card;

    private final int threads;

    BareModel(Models models, ModelCard card, int threads) {
        this.models = models;
        this.card = card;
        this.threads = threads;
    }

    /**
     * Pictures a second, in the better of the two ways to use the threads: all of them
     * for one picture, or each for a picture of its own.
     * @param clip whose first frame is restored
     */
    double framesPerSecond(Path clip, int width, int height) {
        try (PicturePool pool = new PicturePool();
                ClipReader reader = new ClipReader(clip, width, height, pool);
                Frame frame = reader.next()) {
            double together = measure(frame.picture(), pool, 1);
            return (this.threads > 1) ? Math.max(together, measure(frame.picture(), pool, this.threads)) : together;
        }
    }

    private double measure(Picture picture, PicturePool pool, int lanes) {
        try (Restorer model = (Restorer) this.models.open(this.card, Device.CPU, this.threads / lanes);
                ExecutorService pictures = Executors.newFixedThreadPool(lanes)) {
            model.restore(picture, SIGMA, pool).close();
            long start = System.nanoTime();
            long end = start + (long) (SECONDS * 1e9);
            List<Future<Integer>> counts = new ArrayList<>();
            for (int lane = 0; lane < lanes; lane++) {
                counts.add(pictures.submit(() -> count(model, picture, pool, end)));
            }
            int runs = 0;
            for (Future<Integer> count : counts) {
                runs += count.get();
            }
            return runs * 1e9 / (System.nanoTime() - start);
        }
        catch (ExecutionException ex) {
            throw Problem.internal(ex.getCause(), "the model %s failed: %s", this.card.id(), ex.getCause());
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw Problem.cancelled();
        }
    }

    private static int count(Restorer model, Picture picture, PicturePool pool, long end) {
        int runs = 0;
        while (System.nanoTime() < end) {
            model.restore(picture, SIGMA, pool).close();
            runs++;
        }
        return runs;
    }

}
