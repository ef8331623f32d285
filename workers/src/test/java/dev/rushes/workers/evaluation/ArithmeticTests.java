package dev.rushes.workers.evaluation;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

/**
 * Against the lab: the expected numbers are those of {@code models/lab/resize.py} and of
 * NumPy on the same picture, structural similarity by whole two-dimensional windows.
 */
class ArithmeticTests {

    private static final Pixels PICTURE = picture();

    private static final Pixels SMALL = Imresize.bicubic(PICTURE, 32, 24);

    @Test
    void smallerIsAsTheLabMakesIt() {
        assertEquals(277404, sum(SMALL));
        assertArrayEquals(new int[] { 2, 34, 7 }, pixel(SMALL, 3, 0));
        assertArrayEquals(new int[] { 178, 55, 33 }, pixel(SMALL, 16, 12));
        assertArrayEquals(new int[] { 138, 70, 172 }, pixel(SMALL, 31, 23));
    }

    @Test
    void figuresAreThoseOfTheLab() {
        Pixels restored = Imresize.bicubic(SMALL, 64, 48);
        assertEquals(1110345, sum(restored));
        Score score = new Score(2, false);
        score.add(PICTURE, restored);
        Figures figures = score.figures();
        assertEquals(26.721275001598933, figures.psnrY(), 1e-9);
        assertEquals(21.66106006074019, figures.psnrRgb(), 1e-9);
        assertEquals(0.9036185422902225, figures.ssim(), 1e-9);
        assertNull(figures.temporal());
    }

    @Test
    void equalPicturesHaveTheBestFigures() {
        Score score = new Score(0, true);
        score.add(PICTURE, PICTURE);
        score.add(PICTURE, PICTURE);
        assertEquals(new Figures(100, 100, 1, 0.0), score.figures());
    }

    /** An error that stays is not seen to flicker, one that comes and goes is. */
    @Test
    void temporalErrorIsThatOfChanges() {
        assertEquals(0, temporal(3, 3, 3));
        assertEquals(3, temporal(3, 0, 3));
        assertEquals(Math.sqrt((1 + 9) / 2.0), temporal(0, 1, 4), 1e-12);
    }

    @Test
    void noiseIsSeenWhereNothingHidesIt() {
        Pixels flat = new Pixels(64, 64);
        Pixels noisy = new Pixels(64, 64);
        Arrays.fill(flat.samples(), (byte) 100);
        for (int i = 0; i < noisy.samples().length; i++) {
            // it deviates by 8; that all of it is brighter by 5 is no noise
            noisy.samples()[i] = (byte) (105 + (i % 2 == 0 ? 8 : -8));
        }
        assertEquals(8, NoiseSeen.between(flat, noisy), 1e-9);
    }

    private static double temporal(int... errors) {
        Pixels original = new Pixels(16, 16);
        Score score = new Score(0, true);
        for (int error : errors) {
            Pixels restored = new Pixels(16, 16);
            Arrays.fill(restored.samples(), (byte) error);
            score.add(original, restored);
        }
        return score.figures().temporal();
    }

    private static Pixels picture() {
        Pixels picture = new Pixels(64, 48);
        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < 64; x++) {
                int at = y * 64 + x;
                picture.samples()[at] = (byte) ((x * x + 3 * y * y) / 16);
                picture.samples()[64 * 48 + at] = (byte) (5 * x + 2 * y + x * y / 8);
                picture.samples()[2 * 64 * 48 + at] = (byte) (7 * y + x * x / 9);
            }
        }
        return picture;
    }

    private static int sum(Pixels picture) {
        int sum = 0;
        for (byte sample : picture.samples()) {
            sum += sample & 0xFF;
        }
        return sum;
    }

    private static int[] pixel(Pixels picture, int x, int y) {
        return new int[] { picture.at(0, x, y), picture.at(1, x, y), picture.at(2, x, y) };
    }

}
