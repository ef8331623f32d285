package dev.rushes.models;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/**
 * Whether a device makes of a picture what the processor makes of it. Drivers and cards
 * that are broken, or too small for their numbers, give black pictures, pictures full of
 * holes, or, worst of all, pictures that are only a little wrong.
 */
final class SelfTest {

    /** Of full range: half a level of 8 bits, which rounding may turn into one. */
    static final double TOLERANCE = 0.5 / 255;

    /** Several tiles of the smallest models, and odd in both directions. */
    private static final int WIDTH = 93;

    private static final int HEIGHT = 67;

    private static final double SIGMA = 0.1;

    private SelfTest() {
    }

    /**
     * Restores a picture with edges, gradients, black, white and noise on both.
     * @param device that is to be trusted
     * @param processor the same model on the processor
     * @throws Problem UNSUPPORTED if the device is wrong, with by how much and where
     */
    static void check(Restorer device, Restorer processor) {
        check(device, processor, TOLERANCE);
    }

    static void check(Restorer device, Restorer processor, double tolerance) {
        try (PicturePool pool = new PicturePool();
                Picture in = picture(pool);
                Picture right = processor.restore(in, SIGMA, pool);
                Picture doubtful = device.restore(in, SIGMA, pool)) {
            compare(device, right, doubtful, tolerance);
        }
    }

    private static void compare(Restorer device, Picture right, Picture doubtful, double tolerance) {
        MemorySegment expected = right.tensor();
        MemorySegment found = doubtful.tensor();
        double worst = 0;
        long where = 0;
        for (long i = 0; i < expected.byteSize() / Float.BYTES; i++) {
            double difference = Math.abs((double) expected.getAtIndex(ValueLayout.JAVA_FLOAT, i)
                    - found.getAtIndex(ValueLayout.JAVA_FLOAT, i));
            // no number is worse than any
            if (!(difference <= worst)) {
                worst = difference;
                where = i;
                if (Double.isNaN(difference)) {
                    break;
                }
            }
        }
        // numbers that are rounded to whole levels may fall to either side
        double level = device.card().dtype().equals("uint8") ? 1.0 / 255 : 0;
        if (!(worst <= tolerance + level)) {
            throw Problem.unsupported(
                    "%s computes the model %s wrongly: %s at pixel %d, %d of a test picture; update its driver, CUDA and"
                            + " cuDNN, or choose --device cpu",
                    device.device().describe(), device.card().id(), words(worst), where % right.width(),
                    where / right.width() % right.height());
        }
    }

    private static String words(double worst) {
        return Double.isNaN(worst) ? "what it gives is no number"
                : "its result is off by %.1f of 255".formatted(worst * 255);
    }

    private static Picture picture(PicturePool pool) {
        Picture picture = pool.lease(WIDTH, HEIGHT, false);
        Random noise = new Random(1);
        MemorySegment tensor = picture.tensor();
        for (int i = 0; i < 3 * WIDTH * HEIGHT; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH % HEIGHT;
            double gradient = (double) x / (WIDTH - 1);
            double light = switch (4 * y / HEIGHT) {
                case 0 -> gradient;
                case 1 -> gradient + SIGMA * noise.nextGaussian();
                case 2 -> (x / 8 % 2 == 0) ? 0 : 1;
                default -> noise.nextDouble();
            };
            tensor.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) light);
        }
        return picture;
    }

}
