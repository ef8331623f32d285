package dev.rushes.workers.demo;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

import dev.rushes.models.Picture;

/** White Gaussian noise, the same each time. */
final class Noise {

    private final double sigma;

    private final Random random = new Random(1);

    /** Of a standard deviation in 0..1 of full range. */
    Noise(double sigma) {
        this.sigma = sigma;
    }

    void add(Picture picture) {
        MemorySegment values = picture.tensor();
        for (long i = 0; i < values.byteSize() / Float.BYTES; i++) {
            float value = values.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            values.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (value + this.random.nextGaussian() * this.sigma));
        }
    }

}
