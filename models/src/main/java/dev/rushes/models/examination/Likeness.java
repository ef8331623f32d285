package dev.rushes.models.examination;

/** How alike two pictures of one size are. */
final class Likeness {

    /** Of the picture's shorter side; what networks do at borders is another matter. */
    private static final int RIM = 8;

    private Likeness() {
    }

    /** PSNR in dB without the rim; infinite for equal ones. */
    static double psnr(Raster one, Raster other) {
        return -20 * Math.log10(rms(one, other));
    }

    /** Root of the mean squared difference, 1 for black against white. */
    static double rms(Raster one, Raster other) {
        int rim = rim(one);
        double sum = 0;
        for (int c = 0; c < one.channels(); c++) {
            for (int y = rim; y < one.height() - rim; y++) {
                for (int x = rim; x < one.width() - rim; x++) {
                    double difference = one.at(c, x, y) - other.at(c, x, y);
                    sum += difference * difference;
                }
            }
        }
        return Math.sqrt(sum / count(one));
    }

    /**
     * The straight line by which one picture follows from the other best.
     *
     * @param black, white what black and white have become
     * @param correlation -1..1, 0 if one of them is flat
     */
    record Line(double black, double white, double correlation) {

    }

    static Line line(Raster picture, Raster truth) {
        int rim = rim(picture);
        double n = count(picture);
        double sx = 0;
        double sy = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int c = 0; c < picture.channels(); c++) {
            for (int y = rim; y < picture.height() - rim; y++) {
                for (int x = rim; x < picture.width() - rim; x++) {
                    double a = truth.at(c, x, y);
                    double b = picture.at(c, x, y);
                    sx += a;
                    sy += b;
                    xx += a * a;
                    yy += b * b;
                    xy += a * b;
                }
            }
        }
        double ofTruth = xx / n - sx / n * (sx / n);
        double ofPicture = yy / n - sy / n * (sy / n);
        double both = xy / n - sx / n * (sy / n);
        double slope = (ofTruth > 0) ? both / ofTruth : 0;
        double black = sy / n - slope * sx / n;
        double spread = Math.sqrt(ofTruth * ofPicture);
        return new Line(black, black + slope, (spread > 0) ? both / spread : 0);
    }

    private static int rim(Raster picture) {
        return Math.min(picture.width(), picture.height()) / RIM;
    }

    private static double count(Raster picture) {
        int rim = rim(picture);
        return (double) picture.channels() * (picture.width() - 2 * rim) * (picture.height() - 2 * rim);
    }

}
