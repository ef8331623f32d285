package dev.rushes.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseEstimatorTests {

    private static final double CODE = 1 / 255.0;

    private static final NoiseEstimate NOTHING = new NoiseEstimate(NoiseCurve.constant(0), NoiseCurve.constant(0), 0);

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
            assertEquals(sigma, estimate.luma().mean() / CODE, 0.15 * sigma);
            assertEquals(sigma, estimate.chroma().mean() / CODE, 0.15 * sigma);
            assertTrue(estimate.luma().flat() && estimate.chroma().flat(), estimate.toString());
            assertNull(estimate.worthRemoving().chroma());
            assertTrue(estimate.samples() > 500, estimate.toString());
        }
    }

    /**
     * As sensors have it: variance grows or falls with light. Every level that the
     * picture has much of is found within 20 %.
     */
    @ParameterizedTest
    @CsvSource({ "2, 20", "20, 5", "4, 14", "24, 12" })
    void noiseThatDiffersByLightIsMeasuredInEachLight(double dark, double bright) {
        try (Picture picture = Pictures.paint(this.pool, 640, 480, NoiseEstimatorTests::hills)) {
            addNoise(picture, light -> CODE * Math.sqrt(dark * dark + (bright * bright - dark * dark) * light), 4);
            NoiseEstimate estimate = NoiseEstimator.estimate(List.of(picture));
            for (NoiseCurve curve : List.of(estimate.luma(), estimate.chroma())) {
                assertEquals(NoiseCurve.KNOTS, curve.levels().size());
                for (double light = 0.2; light < 0.8; light += 0.05) {
                    double sigma = Math.sqrt(dark * dark + (bright * bright - dark * dark) * light);
                    assertEquals(sigma, curve.at(light) / CODE, 0.2 * sigma, light + " of " + curve);
                }
            }
        }
    }

    /**
     * Light from black to white, in all colours alike so that luma is what R, G and B
     * are.
     */
    static double hills(int c, int x, int y) {
        double ripples = (y > 350) ? 0.05 * Math.sin(x / 2.0) * Math.sin(y / 1.7) : 0;
        return 0.5 + 0.42 * Math.sin(x / 60.0) * Math.cos(y / 80.0) + ripples;
    }

    @Test
    void colourHasItsOwnNoise() {
        try (Picture picture = Pictures.paint(this.pool, 480, 360, NoiseEstimatorTests::scene)) {
            blotches(picture, 12 * CODE, 3);
            addNoise(picture, 4 * CODE, 1);
            NoiseEstimate estimate = NoiseEstimator.estimate(List.of(picture));
            assertEquals(4, estimate.luma().mean() / CODE, 2);
            assertTrue(estimate.chroma().mean() > 2 * estimate.luma().mean(), estimate.toString());
            assertEquals(estimate.chroma(), estimate.worthRemoving().chroma());
        }
    }

    /** Chroma noise as half the resolution makes it, enlarged linearly; luma stays. */
    static void blotches(Picture picture, double sigma, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        int across = picture.width() / 2 + 2;
        double[][] coarse = new double[2][across * (picture.height() / 2 + 2)];
        for (double[] plane : coarse) {
            Arrays.setAll(plane, _ -> sigma * random.nextGaussian());
        }
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                double cb = between(coarse[0], across, x / 2.0, y / 2.0);
                double cr = between(coarse[1], across, x / 2.0, y / 2.0);
                double[] colour = { 1.5748 * cr, -0.1873 * cb - 0.4681 * cr, 1.8556 * cb };
                long at = (long) y * picture.width() + x;
                for (int c = 0; c < 3; c++) {
                    float value = (float) (Pictures.at(picture.plane(c), at) + colour[c]);
                    picture.plane(c).setAtIndex(ValueLayout.JAVA_FLOAT, at, value);
                }
            }
        }
    }

    private static double between(double[] plane, int across, double x, double y) {
        int at = ((int) y) * across + (int) x;
        double right = x - (int) x;
        double down = y - (int) y;
        return (1 - down) * ((1 - right) * plane[at] + right * plane[at + 1])
                + down * ((1 - right) * plane[at + across] + right * plane[at + across + 1]);
    }

    @Test
    void grainWithoutColourLeavesChromaAlone() {
        try (Picture picture = Pictures.paint(this.pool, 480, 360, NoiseEstimatorTests::scene)) {
            RandomGenerator random = new SplittableRandom(9);
            for (long i = 0; i < 480 * 360; i++) {
                float grain = (float) (10 * CODE * random.nextGaussian());
                for (int c = 0; c < 3; c++) {
                    picture.plane(c).setAtIndex(ValueLayout.JAVA_FLOAT, i, Pictures.at(picture.plane(c), i) + grain);
                }
            }
            NoiseEstimate estimate = NoiseEstimator.estimate(List.of(picture));
            assertEquals(10, estimate.luma().mean() / CODE, 1.5);
            assertTrue(estimate.chroma().mean() < CODE, estimate.toString());
        }
    }

    @Test
    void noiseThatClipsIsNotTakenForLess() {
        try (Picture picture = Pictures.paint(this.pool, 480, 480, (c, x, y) -> x / 479.0)) {
            addNoise(picture, 30 * CODE, 3);
            quantise(picture);
            assertEquals(30, NoiseEstimator.estimate(List.of(picture)).luma().mean() / CODE, 4);
        }
    }

    @Test
    void cleanGradientsHaveNone() {
        for (double slope : new double[] { 0.1, 0.5, 1 }) {
            try (Picture smooth = Pictures.paint(this.pool, 320, 240, (c, x, y) -> slope * (x + y + 20 * c) / 600.0)) {
                assertTrue(NoiseEstimator.estimate(List.of(smooth)).luma().mean() < 0.01 * CODE);
                quantise(smooth);
                assertTrue(NoiseEstimator.estimate(List.of(smooth)).luma().mean() < 0.6 * CODE);
            }
        }
    }

    @Test
    void blackWhiteAndConstantFramesHaveNone() {
        for (double value : new double[] { 0, 0.4, 1 }) {
            try (Picture flat = Pictures.paint(this.pool, 128, 128, (c, x, y) -> value)) {
                NoiseEstimate estimate = NoiseEstimator.estimate(List.of(flat));
                assertEquals(NOTHING, estimate);
            }
        }
    }

    @Test
    void graphicsHaveNone() {
        try (Picture bars = Pictures.paint(this.pool, 640, 360, (c, x, y) -> 0.2 + 0.1 * ((x / 90 + c) % 5))) {
            assertEquals(0, NoiseEstimator.estimate(List.of(bars)).luma().mean());
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
            assertEquals(10, NoiseEstimator.estimate(List.of(wide)).luma().mean() / CODE, 1.5);
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
        assertEquals(10, NoiseEstimator.estimate(clip).luma().mean() / CODE, 1.5);
        clip.forEach(Picture::close);
    }

    @Test
    void tinyPicturesAndNoPicturesHaveNone() {
        assertEquals(NOTHING, NoiseEstimator.estimate(List.of()));
        for (int[] size : new int[][] { { 1, 1 }, { 7, 5 }, { 1, 500 }, { 500, 2 }, { 17, 17 } }) {
            try (Picture picture = Pictures.random(this.pool, size[0], size[1], false, 1)) {
                assertEquals(NOTHING, NoiseEstimator.estimate(List.of(picture)));
            }
        }
    }

    static void addNoise(Picture picture, double sigma, long seed) {
        addNoise(picture, _ -> sigma, seed);
    }

    /** Noise that differs by each channel's light. */
    static void addNoise(Picture picture, DoubleUnaryOperator sigma, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        for (long i = 0; i < 3L * picture.width() * picture.height(); i++) {
            float clean = Pictures.at(picture.tensor(), i);
            double noisy = clean + sigma.applyAsDouble(clean) * random.nextGaussian();
            picture.tensor().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) noisy);
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
