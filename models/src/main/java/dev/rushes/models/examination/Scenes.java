package dev.rushes.models.examination;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Test pictures, the same each time. What cameras see is things that hide each other, in
 * all sizes, with edges, gradients and texture: discs that fall on each other ("dead
 * leaves") have the statistics of such pictures.
 */
final class Scenes {

    private static final int LEAVES = 1500;

    private static final double SMALLEST = 2;

    /** In pixels: lenses and sensors leave no edge sharper. */
    private static final double EDGE = 2;

    private Scenes() {
    }

    /**
     * One picture as a network gets it, and what it should make of it.
     *
     * @param in to be fed
     * @param truth the best result
     * @param sigma of the noise in it, 0..1 of full range
     * @param scale by which the truth is larger
     */
    record Scene(Raster in, Raster truth, double sigma, int scale) {

        /** The picture in the middle of so many that differ in their noise alone. */
        List<Raster> frames(int count) {
            List<Raster> frames = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                frames.add((i == count / 2) ? this.in : noisy(this.truth.shrunk(this.scale), this.sigma, 10 + i));
            }
            return frames;
        }

    }

    /** Leaves in natural, mostly warm and pale colours. */
    static Raster leaves(int width, int height, int channels, long seed) {
        Random random = new Random(seed);
        float[][] data = new float[3][height * width];
        for (int i = 0; i < LEAVES; i++) {
            leaf(data, width, height, random);
        }
        Raster colour = Raster.paint(width, height, 3, (c, x, y) -> data[c][y * width + x]);
        return (channels == 3) ? colour : colour.luma();
    }

    private static void leaf(float[][] data, int width, int height, Random random) {
        // areas fall with the square of the radius, as they do in nature
        double radius = Math.min(SMALLEST / Math.sqrt(random.nextDouble() + 1e-4), Math.min(width, height) / 3.0);
        double cx = random.nextDouble() * width;
        double cy = random.nextDouble() * height;
        double light = random.nextDouble();
        double warm = 0.1 * random.nextGaussian() + 0.04;
        double[] colour = { light + warm, light + 0.03 * random.nextGaussian(), light - warm };
        double slopeX = 0.2 * random.nextGaussian() / radius;
        double slopeY = 0.2 * random.nextGaussian() / radius;
        double waveX = 0.8 * random.nextDouble();
        double waveY = 0.8 * random.nextDouble();
        for (int y = (int) Math.max(0, cy - radius); y < Math.min(height, cy + radius); y++) {
            for (int x = (int) Math.max(0, cx - radius); x < Math.min(width, cx + radius); x++) {
                double dx = x - cx;
                double dy = y - cy;
                double cover = Math.clamp((radius - Math.hypot(dx, dy)) / EDGE, 0.0, 1.0);
                if (cover > 0) {
                    double shade = 1 + dx * slopeX + dy * slopeY;
                    double texture = 0.04 * Math.sin(x * waveX + y * waveY);
                    for (int c = 0; c < 3; c++) {
                        double there = data[c][y * width + x];
                        double leaf = Math.clamp(colour[c] * shade + texture, 0.0, 1.0);
                        data[c][y * width + x] = (float) (there + cover * (leaf - there));
                    }
                }
            }
        }
    }

    /**
     * What one looks at a network with: a natural picture, the same with little contrast,
     * and flat ones, in which a brightness that is wrong shows at once.
     * @param width, height of what is fed
     * @param sigma of the noise to put on it, 0 for none
     */
    static List<Scene> set(int width, int height, int channels, int scale, double sigma) {
        Raster natural = leaves(width * scale, height * scale, channels, 1);
        List<Raster> truths = new ArrayList<>(List.of(natural, natural.between(0.45, 0.55)));
        for (double[] colour : new double[][] { { 0.5, 0.5, 0.5 }, { 0.04, 0.04, 0.04 }, { 0.8, 0.4, 0.2 } }) {
            truths.add(Raster.paint(width * scale, height * scale, channels, (c, _, _) -> colour[c]));
        }
        return truths.stream().map((truth) -> scene(truth, scale, sigma)).toList();
    }

    static Scene scene(Raster truth, int scale, double sigma) {
        return new Scene(noisy(truth.shrunk(scale), sigma, 2), truth, sigma, scale);
    }

    private static Raster noisy(Raster clean, double sigma, long seed) {
        Random random = new Random(seed);
        return (sigma == 0) ? clean : Raster.paint(clean.width(), clean.height(), clean.channels(),
                (c, x, y) -> clean.at(c, x, y) + sigma * random.nextGaussian());
    }

}
