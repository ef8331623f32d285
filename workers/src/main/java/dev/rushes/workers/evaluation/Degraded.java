package dev.rushes.workers.evaluation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

import dev.rushes.models.Picture;
import dev.rushes.models.PicturePool;
import dev.rushes.workers.media.Frame;
import dev.rushes.workers.media.FrameSource;

/** Originals made smaller, blurred and noisy; the same each time. */
final class Degraded implements FrameSource {

    private final Material.Reader originals;

    private final Degradation degradation;

    private final PicturePool pool;

    private final Random random;

    /** Of a still picture, how often it is still to come. */
    private int repeats;

    private Pixels original;

    private long frames;

    Degraded(Material material, Degradation degradation, PicturePool pool) {
        this.originals = material.open(pool);
        this.degradation = degradation;
        this.pool = pool;
        // noise of its own for each file, whatever others lie beside it
        this.random = new Random(material.name().hashCode());
        this.repeats = material.info().still() ? degradation.lead() : 0;
    }

    @Override
    public Frame next() {
        Pixels next = this.originals.next();
        if (next == null && this.repeats-- <= 0) {
            return null;
        }
        this.original = next != null ? next : this.original;
        int scale = this.degradation.scale();
        Pixels small = scale == 1 ? this.original
                : Imresize.bicubic(this.original, this.original.width() / scale, this.original.height() / scale);
        Picture picture = small.toPicture(this.pool);
        if (this.degradation.blur() > 0) {
            for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
                blur(picture.plane(channel), picture.height(), 1, picture.width());
                blur(picture.plane(channel), picture.width(), picture.width(), 1);
            }
        }
        if (this.degradation.sigma() > 0) {
            addNoise(picture.tensor());
        }
        return new Frame(picture, this.frames++);
    }

    /**
     * Gives each sample of many lines a share of those before and after; at the ends of a
     * line it counts itself in their place.
     * @param step from sample to sample of a line
     */
    private void blur(MemorySegment plane, int lines, int step, int length) {
        float share = (float) this.degradation.blur();
        int lineStep = step == 1 ? length : 1;
        for (int line = 0; line < lines; line++) {
            long start = (long) line * lineStep;
            float before = at(plane, start);
            for (int i = 0; i < length; i++) {
                long place = start + (long) i * step;
                float here = at(plane, place);
                float after = i + 1 < length ? at(plane, place + step) : here;
                plane.setAtIndex(ValueLayout.JAVA_FLOAT, place, here + share * (before - 2 * here + after));
                before = here;
            }
        }
    }

    private static float at(MemorySegment plane, long place) {
        return plane.getAtIndex(ValueLayout.JAVA_FLOAT, place);
    }

    private void addNoise(MemorySegment tensor) {
        double sigma = this.degradation.sigma() / 255;
        for (long i = 0; i < tensor.byteSize() / Float.BYTES; i++) {
            tensor.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (at(tensor, i) + sigma * this.random.nextGaussian()));
        }
    }

    @Override
    public void close() {
        this.originals.close();
    }

}
