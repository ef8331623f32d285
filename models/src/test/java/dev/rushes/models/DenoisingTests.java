package dev.rushes.models;

import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Strengths by light and by channel, and grain, with the shipped denoiser. */
class DenoisingTests {

    private static final double CODE = 1 / 255.0;

    private static final NoiseCurve STEEP = new NoiseCurve(0.05,
            List.of(0.01, 0.02, 0.03, 0.05, 0.06, 0.08, 0.1, 0.12));

    private final PicturePool pool = new PicturePool();

    private final Restorer model = model();

    @AfterEach
    void nothingIsLeftOpen() {
        this.model.close();
        this.pool.close();
        assertEquals(0, this.pool.live());
    }

    private static Restorer model() {
        Models models = Models.shipped();
        return (Restorer) models.open(models.pick("denoise", 1), Device.CPU, 2);
    }

    @Test
    void oneStrengthEverywhereIsWhatTheNumberIs() {
        double sigma = 12.5 * CODE;
        NoiseCurve equal = new NoiseCurve(sigma, Collections.nCopies(NoiseCurve.KNOTS, sigma));
        try (Picture in = Pictures.random(this.pool, 61, 47, true, 3);
                Picture number = this.model.restore(in, sigma, this.pool);
                Picture constant = remove(in, Noise.of(sigma), 0);
                Picture levels = remove(in, new Noise(equal, null), 0)) {
            assertTrue(number.hasContentOf(constant));
            assertTrue(number.hasContentOf(levels));
        }
    }

    /** The witness adds up each square by itself. */
    @Test
    void theMapIsTheLightAroundEachPixel() {
        try (Picture in = Pictures.random(this.pool, 23, 13, false, 5); Picture out = this.pool.lease(23, 13, false)) {
            in.tensor().setAtIndex(ValueLayout.JAVA_FLOAT, 40, Float.NaN);
            in.tensor().setAtIndex(ValueLayout.JAVA_FLOAT, 90, Float.POSITIVE_INFINITY);
            in.tensor().setAtIndex(ValueLayout.JAVA_FLOAT, 130, -7);
            double mean = new SigmaMap(in, STEEP, 0.09).fill(out.plane(0));
            double sum = 0;
            for (int y = 0; y < 13; y++) {
                for (int x = 0; x < 23; x++) {
                    double expected = Math.min(0.09, STEEP.at(light(in, x, y)));
                    float sigma = Pictures.at(out.plane(0), y * 23 + x);
                    assertEquals(expected, sigma, 1e-4, x + ", " + y);
                    sum += sigma;
                }
            }
            assertEquals(sum / (23 * 13), mean, 1e-6);
        }
    }

    private static double light(Picture in, int x, int y) {
        double sum = 0;
        int count = 0;
        for (int v = Math.max(0, y - 4); v <= Math.min(in.height() - 1, y + 4); v++) {
            for (int u = Math.max(0, x - 4); u <= Math.min(in.width() - 1, x + 4); u++) {
                double light = luma(in, (long) v * in.width() + u);
                sum += Double.isNaN(light) ? 0 : Math.clamp(light, 0, 1);
                count++;
            }
        }
        return sum / count;
    }

    @ParameterizedTest
    @ValueSource(ints = { 4000, 1600 })
    void tilesDoNotShow(int tilePixels) {
        Models models = Models.shipped();
        ModelCard card = models.pick("denoise", 1);
        try (Restorer tiled = new Restorer(card, Device.CPU, model().network(), tilePixels);
                Picture in = Pictures.paint(this.pool, 150, 90, NoiseEstimatorTests::hills)) {
            NoiseEstimatorTests.addNoise(in, 0.05, 1);
            try (Picture whole = this.model.restore(List.of(in), STEEP, this.pool);
                    Picture tiles = tiled.restore(List.of(in), STEEP, this.pool);
                    Picture mean = this.model.restore(in, STEEP.mean(), this.pool)) {
                assertEquals(0, Pictures.difference(whole.tensor(), tiles.tensor()), 1e-5);
                assertTrue(Pictures.difference(whole.tensor(), mean.tensor()) > 0.01);
            }
        }
    }

    /** Measured, not told: the curve is the estimator's own. */
    @Test
    void aCurveBeatsTheBestSingleStrength() {
        DoubleUnaryOperator sigma = (light) -> CODE * (2 + 32 * light * light);
        try (Picture clean = nightAndDay(); Picture noisy = nightAndDay()) {
            NoiseEstimatorTests.addNoise(noisy, sigma, 7);
            NoiseEstimate found = NoiseEstimator.estimate(List.of(noisy));
            double best = 0;
            for (double single = 4; single <= 40; single += 2) {
                try (Picture out = this.model.restore(noisy, single * CODE, this.pool)) {
                    best = Math.max(best, psnr(clean, out));
                }
            }
            try (Picture out = remove(noisy, found.worthRemoving(), 0)) {
                double own = psnr(clean, out);
                assertTrue(own > best + 0.1, own + " dB against " + best);
            }
        }
    }

    /** Patches of fine gravel on quiet dark ground, under a bright sky. */
    private Picture nightAndDay() {
        return Pictures.paint(this.pool, 320, 240, (c, x, y) -> {
            double gravel = ((x / 2 * 7919 + y / 2 * 104729 + x / 2 * (y / 2) * 31) % 101 / 100.0 - 0.5) * 0.08;
            double ground = 0.2 + (((x / 32 + y / 32) % 2 == 0) ? gravel : 0);
            return (x < 192) ? ground : 0.8 + 0.05 * Math.sin(x / 70.0 + y / 50.0);
        });
    }

    /** Detail everywhere, from dark to light. */
    private Picture detailed() {
        return Pictures.paint(this.pool, 320, 240, (c, x, y) -> {
            double light = 0.04 + 0.9 * x / 320;
            double detail = Math.sin(x / 2.3 + c) * Math.sin(y / 2.9) * (((y / 40) % 2 == 0) ? 1 : 0);
            return light * (1 + 0.12 * detail);
        });
    }

    @Test
    void strongerChromaIsTakenMoreAndLumaIsSpared() {
        try (Picture clean = detailed(); Picture noisy = detailed()) {
            NoiseEstimatorTests.blotches(noisy, 16 * CODE, 3);
            NoiseEstimatorTests.addNoise(noisy, 4 * CODE, 1);
            Noise noise = NoiseEstimator.estimate(List.of(noisy)).worthRemoving();
            try (Picture own = remove(noisy, noise, 0);
                    Picture together = remove(noisy, new Noise(noise.luma(), null), 0);
                    Picture strong = remove(noisy, new Noise(noise.chroma(), null), 0)) {
                assertTrue(chromaError(clean, own) < 0.7 * chromaError(clean, together));
                assertEquals(lumaError(clean, together), lumaError(clean, own), 1e-6);
                assertTrue(lumaError(clean, own) < 0.9 * lumaError(clean, strong));
            }
        }
    }

    @Test
    void cleanLumaStaysWhereOnlyChromaIsNoisy() {
        try (Picture in = detailed(); Picture out = remove(in, new Noise(null, STEEP), 0.5)) {
            assertEquals(0, lumaError(in, out), 1e-6);
            assertTrue(Pictures.difference(in.tensor(), out.tensor()) > 0.001);
        }
    }

    @Test
    void grainIsTheShareOfLumaThatWasTaken() {
        try (Picture in = detailed()) {
            NoiseEstimatorTests.addNoise(in, 10 * CODE, 1);
            for (Noise noise : List.of(Noise.of(10 * CODE), new Noise(STEEP, NoiseCurve.constant(0.1)))) {
                try (Picture none = remove(in, noise, 0)) {
                    for (double grain : new double[] { 0.125, 0.5, 1 }) {
                        try (Picture some = remove(in, noise, grain)) {
                            for (long i = 0; i < 320 * 240; i++) {
                                double expected = luma(none, i) + grain * (luma(in, i) - luma(none, i));
                                assertEquals(expected, luma(some, i), 1e-6);
                                for (int c = 0; c < 3; c++) {
                                    // chroma is what differs from luma
                                    assertEquals(Pictures.at(none.plane(c), i) - luma(none, i),
                                            Pictures.at(some.plane(c), i) - luma(some, i), 1e-6);
                                }
                            }
                        }
                    }
                }
            }
            assertEquals(1, LumaWeights.of("smpte170m").of(1, 1, 1), 1e-12);
        }
    }

    private Picture remove(Picture in, Noise noise, double grain) {
        return new Denoising(this.model, grain, LumaWeights.BT709).remove(List.of(in), noise, this.pool);
    }

    private static double luma(Picture picture, long i) {
        return LumaWeights.BT709.of(Pictures.at(picture.plane(0), i), Pictures.at(picture.plane(1), i),
                Pictures.at(picture.plane(2), i));
    }

    private static double lumaError(Picture clean, Picture picture) {
        double sum = 0;
        long pixels = (long) clean.width() * clean.height();
        for (long i = 0; i < pixels; i++) {
            sum += Math.pow(luma(clean, i) - luma(picture, i), 2);
        }
        return Math.sqrt(sum / pixels);
    }

    private static double chromaError(Picture clean, Picture picture) {
        double sum = 0;
        long pixels = (long) clean.width() * clean.height();
        for (int c = 0; c < 3; c++) {
            for (long i = 0; i < pixels; i++) {
                sum += Math.pow(Pictures.at(clean.plane(c), i) - luma(clean, i) - Pictures.at(picture.plane(c), i)
                        + luma(picture, i), 2);
            }
        }
        return Math.sqrt(sum / (3 * pixels));
    }

    private static double psnr(Picture clean, Picture picture) {
        double sum = 0;
        long values = 3L * clean.width() * clean.height();
        for (long i = 0; i < values; i++) {
            sum += Math.pow(Pictures.at(clean.tensor(), i) - Pictures.at(picture.tensor(), i), 2);
        }
        return -10 * Math.log10(sum / values);
    }

}
