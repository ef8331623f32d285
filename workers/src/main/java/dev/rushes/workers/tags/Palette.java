package dev.rushes.workers.tags;

import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A picture's most frequent colours. */
final class Palette {

    private static final int COLOURS = 5;

    /** Of each channel: 512 bins in all. */
    private static final int LEVELS = 8;

    /** Share of the picture below which a colour is not its. */
    private static final double LEAST = 0.02;

    private Palette() {
    }

    /** Five at most, the most frequent first, as "#rrggbb". */
    static List<String> of(BufferedImage picture) {
        int bins = LEVELS * LEVELS * LEVELS;
        long[][] sums = new long[bins][4];
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int rgb = picture.getRGB(x, y);
                int red = rgb >> 16 & 0xFF;
                int green = rgb >> 8 & 0xFF;
                int blue = rgb & 0xFF;
                long[] bin = sums[(red * LEVELS >> 8) * LEVELS * LEVELS + (green * LEVELS >> 8) * LEVELS
                        + (blue * LEVELS >> 8)];
                bin[0]++;
                bin[1] += red;
                bin[2] += green;
                bin[3] += blue;
            }
        }
        double pixels = (double) picture.getWidth() * picture.getHeight();
        return IntStream.range(0, bins)
            .mapToObj((i) -> sums[i])
            .filter((bin) -> bin[0] >= LEAST * pixels)
            .sorted(Comparator.comparingLong((long[] bin) -> -bin[0]))
            .limit(COLOURS)
            .map((bin) -> "#%02x%02x%02x".formatted(bin[1] / bin[0], bin[2] / bin[0], bin[3] / bin[0]))
            .toList();
    }

}
