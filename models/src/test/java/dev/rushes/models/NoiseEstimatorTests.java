package dev.rushes.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseEstimatorTests {

    private static final double CODE = 1 / 255.0;

    private final PicturePool pool = new PicturePool();

    @AfterEach
    void nothingIsLeftOpen() {
        this.pool.close();
        assertEquals(0, this.pool.live());
    }

    /** Hills, ripples of two sizes and a hard edge. */
    private static double scene(int c, int x, int y) {
        double hills = 0.5 + 0.2 * Math.sin(x / 90.0 + c) * Math.cos(y / 70.0);
        double ripples = (y > 250) ? 0.08 * Math.sin(x / 2.0) * Math.sin(y / 1.7) : 0.03 * Math.sin(x / 6.0);
        return hills + ripples + ((x + y > 600) ? 0.12 : 0);
    }

    @ParameterizedTest
    @ValueSource(doubles = { 2, 5, 10, 25, 50 })
    void whiteNoiseOnTextureIsMeasured(double sigma) {
        try (Picture picture = Pictures.paint(this.pool, 480, 360, NoiseEstimatorTests::scene)) {
            addNoise(picture, sigma * CODE, 1);
            NoiseEstimate estimate = NoiseEstimator.estimate(List.of(picture));
            assertEquals(sigma, estimate.red() / CODE, 0.15 * sigma);
            assertEquals(sigma, estimate.green() / CODE, 0.15 * sigma);
            assertEquals(sigma, estimate.blue() / CODE, 0.15 * sigma);
            assertEquals(sigma, estimate.sigma() / CODE, 0.15 * sigma);
            assertTrue(estimate.samples() > 1000, estimate.toString());
        }
    }

    @Test
    void eachChannelHasItsOwnNoise() {
        try (Picture picture = Pictures.paint(this.pool, 480, 360, NoiseEstimatorTests::scene)) {
            double[] sigma = { 4, 12, 30 };
            for (int c = 0; c < 3; c++) {
                addNoise(picture, c, sigma[c] * CODE, new SplittableRandom(c));
            }
            NoiseEstimate estimate = NoiseEstimator.estimate(List.of(picture));
            assertEquals(4, estimate.red() / CODE, 0.6);
            assertEquals(12, estimate.green() / CODE, 1.8);
            assertEquals(30, estimate.blue() / CODE, 4.5);
            assertEquals(Math.sqrt(0.2126 * 16 + 0.7152 * 144 + 0.0722 * 900), estimate.sigma() / CODE, 1.8);
        }
    }

    @Test
    void noiseThatClipsIsNotTakenForLess() {
        try (Picture picture = Pictures.paint(this.pool, 480, 480, (c, x, y) -> x / 479.0)) {
            addNoise(picture, 30 * CODE, 3);
            quantise(picture);
            assertEquals(30, NoiseEstimator.estimate(List.of(picture)).sigma() / CODE, 4);
        }
    }

    @Test
    void cleanGradientsHaveNone() {
        for (double slope : new double[] { 0.1, 0.5, 1 }) {
            try (Picture smooth = Pictures.paint(this.pool, 320, 240, (c, x, y) -> slope * (x + y + 20 * c) / 600.0)) {
                assertTrue(NoiseEstimator.estimate(List.of(smooth)).sigma() < 0.01 * CODE);
                quantise(smooth);
                assertTrue(NoiseEstimator.estimate(List.of(smooth)).sigma() < 0.6 * CODE);
            }
        }
    }

    @Test
    void blackWhiteAndConstantFramesHaveNone() {
        for (double value : new double[] { 0, 0.4, 1 }) {
            try (Picture flat = Pictures.paint(this.pool, 128, 128, (c, x, y) -> value)) {
                NoiseEstimate estimate = NoiseEstimator.estimate(List.of(flat));
                assertEquals(new NoiseEstimate(0, 0, 0, 0), estimate);
            }
        }
    }

    @Test
    void graphicsHaveNone() {
        try (Picture bars = Pictures.paint(this.pool, 640, 360, (c, x, y) -> 0.2 + 0.1 * ((x / 90 + c) % 5))) {
            assertEquals(0, NoiseEstimator.estimate(List.of(bars)).sigma());
        }
    }

    @Test
    void blackBarsDoNotHideTheNoiseOfThePicture() {
        try (Picture wide = Pictures.paint(this.pool, 480, 360, NoiseEstimatorTests::scene)) {
            addNoise(wide, 10 * CODE, 5);
            Random random = new Random(6);
            for (int c = 0; c < 3; c++) {
                for (long i = 0; i < 480 * 80; i++) {
                    // as a codec leaves it: black, but not perfectly so
                    wide.plane(c).setAtIndex(ValueLayout.JAVA_FLOAT, i, (1 + random.nextInt(2)) * (float) CODE);
                }
            }
            assertEquals(10, NoiseEstimator.estimate(List.of(wide)).sigma() / CODE, 1.5);
        }
    }

    @Test
    void theMedianPictureCountsAndBlackOnesDoNot() {
        List<Picture> clip = new ArrayList<>();
        for (double sigma : new double[] { 10, 10, 40 }) {
            Picture picture = Pictures.paint(this.pool, 320, 240, NoiseEstimatorTests::scene);
            addNoise(picture, sigma * CODE, clip.size());
            clip.add(picture);
        }
        for (int i = 0; i < 4; i++) {
            clip.add(Pictures.paint(this.pool, 320, 240, (c, x, y) -> 0));
        }
        assertEquals(10, NoiseEstimator.estimate(clip).sigma() / CODE, 1.5);
        clip.forEach(Picture::close);
    }

    @Test
    void tinyPicturesAndNoPicturesHaveNone() {
        assertEquals(new NoiseEstimate(0, 0, 0, 0), NoiseEstimator.estimate(List.of()));
        for (int[] size : new int[][] { { 1, 1 }, { 7, 5 }, { 1, 500 }, { 500, 2 }, { 17, 17 } }) {
            try (Picture picture = Pictures.random(this.pool, size[0], size[1], false, 1)) {
                assertEquals(new NoiseEstimate(0, 0, 0, 0), NoiseEstimator.estimate(List.of(picture)));
            }
        }
    }

    static void addNoise(Picture picture, double sigma, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        for (int c = 0; c < 3; c++) {
            addNoise(picture, c, sigma, random);
        }
    }

    private static void addNoise(Picture picture, int c, double sigma, RandomGenerator random) {
        for (long i = 0; i < (long) picture.width() * picture.height(); i++) {
            double noisy = Pictures.at(picture.plane(c), i) + sigma * random.nextGaussian();
            picture.plane(c).setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) noisy);
        }
    }

    /** Rounds to 8 bits and clips, as a file does. */
    static void quantise(Picture picture) {
        for (long i = 0; i < 3L * picture.width() * picture.height(); i++) {
            float code = Math.clamp(Math.round(Pictures.at(picture.tensor(), i) * 255), 0, 255);
            picture.tensor().setAtIndex(ValueLayout.JAVA_FLOAT, i, code / 255);
        }
    }

}
