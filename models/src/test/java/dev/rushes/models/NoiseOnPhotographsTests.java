package dev.rushes.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The estimator on 24 photographs, where the benchmark pictures are at hand. */
class NoiseOnPhotographsTests {

    private static final Path KODAK = Path.of("../../shared/data/benchmarks/Kodak24");

    @Test
    void addedNoiseIsFoundAndCleanPhotographsAreNearlyClean() throws IOException {
        assumeTrue(Files.isDirectory(KODAK), "The benchmark pictures are not at " + KODAK.toAbsolutePath() + ".");
        List<Path> files;
        try (Stream<Path> list = Files.list(KODAK)) {
            files = list.filter((file) -> file.toString().endsWith(".png")).sorted().toList();
        }
        for (double sigma : new double[] { 0, 5, 10, 25, 50 }) {
            double[] found = new double[files.size()];
            for (int i = 0; i < found.length; i++) {
                found[i] = measure(files.get(i), sigma);
            }
            Arrays.sort(found);
            double median = found[found.length / 2];
            if (sigma == 0) {
                assertTrue(median < 1.5, Arrays.toString(found));
                assertTrue(found[found.length - 1] < 3, Arrays.toString(found));
            }
            else {
                // the photographs have grain of their own
                assertEquals(sigma, median, 0.12 * sigma, Arrays.toString(found));
                assertEquals(sigma, found[0], 0.18 * sigma, Arrays.toString(found));
                assertEquals(sigma, found[found.length - 1], 0.25 * sigma, Arrays.toString(found));
            }
        }
    }

    /** Noise is added as in a file of 8 bits; all in 8-bit code values. */
    private static double measure(Path file, double sigma) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        int width = image.getWidth();
        int[] codes = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        try (PicturePool pool = new PicturePool();
                Picture picture = Pictures.paint(pool, width, image.getHeight(),
                        (c, x, y) -> ((codes[y * width + x] >> (16 - 8 * c)) & 255) / 255.0)) {
            if (sigma > 0) {
                NoiseEstimatorTests.addNoise(picture, sigma / 255, file.hashCode());
                NoiseEstimatorTests.quantise(picture);
            }
            return NoiseEstimator.estimate(List.of(picture)).luma().mean() * 255;
        }
    }

}
