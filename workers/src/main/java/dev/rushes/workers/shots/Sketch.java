package dev.rushes.workers.shots;

/**
 * A frame so small that noise is gone and only what a scene looks like is left.
 *
 * @param pts presentation time in the stream's ticks
 * @param ycbcr samples of Y, Cb and Cr of 8 bits, {@link #WIDTH} x {@link #HEIGHT} of
 * each, one plane after the other
 */
public record Sketch(long pts, byte[] ycbcr) {

    /** Samples of a row. */
    public static final int WIDTH = 48;

    /** Rows. */
    public static final int HEIGHT = 27;

    /** Samples of a plane. */
    static final int PLANE = WIDTH * HEIGHT;

    /** Mean difference of the samples, 0..255. */
    public double difference(Sketch other) {
        long sum = 0;
        for (int i = 0; i < ycbcr.length; i++) {
            sum += Math.abs((ycbcr[i] & 0xFF) - (other.ycbcr[i] & 0xFF));
        }
        return (double) sum / ycbcr.length;
    }

    /** Luma at a place, 0..255. */
    public int light(int x, int y) {
        return at(y * WIDTH + x);
    }

    /** A sample, 0..255. */
    int at(int index) {
        return ycbcr[index] & 0xFF;
    }

}
