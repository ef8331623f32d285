package dev.rushes.workers.evaluation;

/**
 * Bicubic resizing as MATLAB's imresize does it, on which all published numbers rest:
 * Keys' kernel with a = -0.5, made wider for making smaller, mirrored edges, and rounding
 * to 8 bits after each direction, the height first.
 */
final class Imresize {

    private static final int SUPPORT = 4;

    private Imresize() {
    }

    static Pixels bicubic(Pixels picture, int width, int height) {
        return columns(rows(picture, height), width);
    }

    private static Pixels rows(Pixels from, int height) {
        Taps taps = new Taps(from.height(), height);
        Pixels to = new Pixels(from.width(), height);
        int out = 0;
        for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < from.width(); x++) {
                    double sum = 0;
                    for (int tap = 0; tap < taps.count; tap++) {
                        sum += taps.weight[y][tap] * from.at(channel, x, taps.place[y][tap]);
                    }
                    to.samples()[out++] = (byte) Pixels.rounded(sum);
                }
            }
        }
        return to;
    }

    private static Pixels columns(Pixels from, int width) {
        Taps taps = new Taps(from.width(), width);
        Pixels to = new Pixels(width, from.height());
        int out = 0;
        for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
            for (int y = 0; y < from.height(); y++) {
                for (int x = 0; x < width; x++) {
                    double sum = 0;
                    for (int tap = 0; tap < taps.count; tap++) {
                        sum += taps.weight[x][tap] * from.at(channel, taps.place[x][tap], y);
                    }
                    to.samples()[out++] = (byte) Pixels.rounded(sum);
                }
            }
        }
        return to;
    }

    /** What each new sample is made of. */
    private static final class Taps {

        private final int count;

        private final int[][] place;

        private final double[][] weight;

        private Taps(int from, int to) {
            double scale = (double) to / from;
            double narrowing = Math.min(scale, 1);
            double support = SUPPORT / narrowing;
            this.count = (int) Math.ceil(support) + 1;
            this.place = new int[to][this.count];
            this.weight = new double[to][this.count];
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) / scale - 0.5;
                int first = (int) Math.floor(centre - support / 2) + 1;
                double sum = 0;
                for (int tap = 0; tap < this.count; tap++) {
                    this.weight[i][tap] = cubic((centre - first - tap) * narrowing);
                    sum += this.weight[i][tap];
                    // ... 1 0 | 0 1 2 ...
                    int mirrored = Math.floorMod(first + tap, 2 * from);
                    this.place[i][tap] = Math.min(mirrored, 2 * from - 1 - mirrored);
                }
                for (int tap = 0; tap < this.count; tap++) {
                    this.weight[i][tap] /= sum;
                }
            }
        }

        private static double cubic(double distance) {
            double t = Math.abs(distance);
            if (t <= 1) {
                return (1.5 * t - 2.5) * t * t + 1;
            }
            return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
        }

    }

}
