package dev.rushes.models;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/** Pictures for tests, and what is asked of them. */
final class Pictures {

    private Pictures() {
    }

    /** A colour, from where it is. */
    interface Paint {

        double at(int channel, int x, int y);

    }

    static Picture paint(PicturePool pool, int width, int height, Paint paint) {
        Picture picture = pool.lease(width, height, false);
        for (int c = 0; c < 3; c++) {
            MemorySegment plane = picture.plane(c);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    plane.setAtIndex(ValueLayout.JAVA_FLOAT, (long) y * width + x, (float) paint.at(c, x, y));
                }
            }
        }
        return picture;
    }

    /** Uniform noise, in which every pixel matters. */
    static Picture random(PicturePool pool, int width, int height, boolean alpha, long seed) {
        Picture picture = pool.lease(width, height, alpha);
        scatter(picture.tensor(), seed);
        if (alpha) {
            scatter(picture.alpha(), seed + 1);
        }
        return picture;
    }

    private static void scatter(MemorySegment memory, long seed) {
        Random random = new Random(seed);
        for (long i = 0; i < memory.byteSize() / Float.BYTES; i++) {
            memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat());
        }
    }

    static float at(MemorySegment memory, long index) {
        return memory.getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }

    /** The largest absolute difference of two equally long rows of floats. */
    static double difference(MemorySegment one, MemorySegment other) {
        if (one.byteSize() != other.byteSize()) {
            throw new AssertionError(one.byteSize() + " bytes and " + other.byteSize());
        }
        double largest = 0;
        for (long i = 0; i < one.byteSize() / Float.BYTES; i++) {
            double difference = Math.abs((double) at(one, i) - at(other, i));
            // a NaN must not pass for equal
            largest = (difference <= largest) ? largest : difference;
        }
        return largest;
    }

}
