package dev.rushes.workers.evaluation;

/**
 * Structural similarity of luma as Wang, Bovik, Sheikh and Simoncelli (2004) measure it:
 * a Gaussian window of 11 × 11 with a deviation of 1.5, only where it lies wholly within
 * the picture.
 */
final class Ssim {

    /** Side of the window in pixels. */
    static final int WINDOW = 11;

    private static final double DEVIATION = 1.5;

    private static final double C1 = 0.01 * 255 * 0.01 * 255;

    private static final double C2 = 0.03 * 255 * 0.03 * 255;

    /** Means of a, b, a², b² and ab. */
    private static final int MOMENTS = 5;

    private static final double[] GAUSS = gauss();

    private Ssim() {
    }

    /**
     * Compares two pictures of one size.
     * @param shave pixels to leave out at every side; {@link #WINDOW} or more must remain
     * @return 1 for equal pictures
     */
    static double of(Pixels a, Pixels b, int shave) {
        int width = a.width() - 2 * shave;
        int height = a.height() - 2 * shave;
        int places = width - WINDOW + 1;
        // no more than a window's rows are held, however large the picture
        double[][][] rows = new double[WINDOW][MOMENTS][places];
        double[][] line = new double[MOMENTS][width];
        double sum = 0;
        for (int y = 0; y < height; y++) {
            read(a, b, shave, y + shave, line);
            for (int moment = 0; moment < MOMENTS; moment++) {
                blur(line[moment], rows[y % WINDOW][moment]);
            }
            if (y >= WINDOW - 1) {
                sum += similarity(rows, y + 1, places);
            }
        }
        return sum / places / (height - WINDOW + 1);
    }

    private static void read(Pixels a, Pixels b, int shave, int y, double[][] line) {
        for (int x = 0; x < line[0].length; x++) {
            double one = a.luma(x + shave, y);
            double other = b.luma(x + shave, y);
            line[0][x] = one;
            line[1][x] = other;
            line[2][x] = one * one;
            line[3][x] = other * other;
            line[4][x] = one * other;
        }
    }

    private static void blur(double[] line, double[] to) {
        for (int x = 0; x < to.length; x++) {
            double sum = 0;
            for (int tap = 0; tap < WINDOW; tap++) {
                sum += GAUSS[tap] * line[x + tap];
            }
            to[x] = sum;
        }
    }

    /**
     * Summed over a line of places.
     * @param oldest of the rows, which lie in a ring
     */
    private static double similarity(double[][][] rows, int oldest, int places) {
        double sum = 0;
        double[] mean = new double[MOMENTS];
        for (int x = 0; x < places; x++) {
            for (int moment = 0; moment < MOMENTS; moment++) {
                mean[moment] = 0;
                for (int tap = 0; tap < WINDOW; tap++) {
                    mean[moment] += GAUSS[tap] * rows[(oldest + tap) % WINDOW][moment][x];
                }
            }
            double product = mean[0] * mean[1];
            double squares = mean[0] * mean[0] + mean[1] * mean[1];
            double variances = mean[2] + mean[3] - squares;
            sum += (2 * product + C1) * (2 * (mean[4] - product) + C2) / ((squares + C1) * (variances + C2));
        }
        return sum;
    }

    private static double[] gauss() {
        double[] weights = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            double distance = i - WINDOW / 2;
            weights[i] = Math.exp(-distance * distance / (2 * DEVIATION * DEVIATION));
            sum += weights[i];
        }
        for (int i = 0; i < WINDOW; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

}
