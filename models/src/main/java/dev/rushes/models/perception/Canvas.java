package dev.rushes.models.perception;

import dev.rushes.models.onnx.Values;

/**
 * The square that a network looks at: a part of a picture, scaled to fit, black beside
 * it.
 */
final class Canvas {

    private final int size;

    private final double left;

    private final double top;

    private final double scale;

    private final Still still;

    private final float[] numbers;

    /**
     * Draws.
     * @param size pixels of the square's side
     * @param left, top of the part, in the picture's pixels
     * @param side of the part, a square that may reach beyond the picture
     * @param black, white what the network calls so
     */
    Canvas(Still still, int size, double left, double top, double side, float black, float white) {
        this.still = still;
        this.size = size;
        this.left = left;
        this.top = top;
        this.scale = side / size;
        this.numbers = new float[3 * size * size];
        float step = (white - black) / 255;
        for (int y = 0; y < size; y++) {
            double fromY = top + (y + 0.5) * this.scale - 0.5;
            for (int x = 0; x < size; x++) {
                double fromX = left + (x + 0.5) * this.scale - 0.5;
                boolean beside = fromX < -0.5 || fromY < -0.5 || fromX > still.width() - 0.5
                        || fromY > still.height() - 0.5;
                for (int channel = 0; channel < 3; channel++) {
                    this.numbers[(channel * size + y) * size + x] = black
                            + (beside ? 0 : step * still.sample(fromX, fromY, channel));
                }
            }
        }
    }

    /** The whole picture. */
    static Canvas whole(Still still, int size, float black, float white) {
        double side = Math.max(still.width(), still.height());
        return new Canvas(still, size, (still.width() - side) / 2, (still.height() - side) / 2, side, black, white);
    }

    /** What the network is given: [1, 3, size, size]. */
    Values values() {
        return new Values(new long[] { 1, 3, this.size, this.size }, this.numbers);
    }

    /** A rectangle of the square, in its pixels, as one of the picture. */
    Box box(double x1, double y1, double x2, double y2) {
        return new Box((this.left + x1 * this.scale) / this.still.width(),
                (this.top + y1 * this.scale) / this.still.height(), (this.left + x2 * this.scale) / this.still.width(),
                (this.top + y2 * this.scale) / this.still.height());
    }

}
