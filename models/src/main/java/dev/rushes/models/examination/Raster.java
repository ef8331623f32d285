package dev.rushes.models.examination;

/**
 * A picture on the Java heap, 0 black and 1 white, plane after plane.
 *
 * @param width, height in pixels
 * @param channels 3 for red, green and blue, 1 for luma
 * @param data channels * height * width numbers
 */
record Raster(int width, int height, int channels, float[] data) {

    /** A colour or brightness, from where it is. */
    interface Paint {

        double at(int channel, int x, int y);

    }

    static Raster paint(int width, int height, int channels, Paint paint) {
        float[] data = new float[channels * height * width];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) paint.at(i / (width * height), i % width, i / width % height);
        }
        return new Raster(width, height, channels, data);
    }

    float at(int channel, int x, int y) {
        return this.data[(channel * this.height + y) * this.width + x];
    }

    /** The same with red and blue exchanged. */
    Raster swapped() {
        return paint(this.width, this.height, this.channels, (c, x, y) -> at(this.channels - 1 - c, x, y));
    }

    /** Brightness alone, by the weights of BT.601. */
    Raster luma() {
        return (this.channels == 1) ? this : paint(this.width, this.height, 1,
                (_, x, y) -> 0.299 * at(0, x, y) + 0.587 * at(1, x, y) + 0.114 * at(2, x, y));
    }

    /** What lies between two numbers instead of 0 and 1. */
    Raster between(double black, double white) {
        return paint(this.width, this.height, this.channels, (c, x, y) -> black + (white - black) * at(c, x, y));
    }

    /** Averages of squares of this many pixels in each direction. */
    Raster shrunk(int times) {
        return paint(this.width / times, this.height / times, this.channels, (c, x, y) -> {
            double sum = 0;
            for (int i = 0; i < times * times; i++) {
                sum += at(c, x * times + i % times, y * times + i / times);
            }
            return sum / (times * times);
        });
    }

}
