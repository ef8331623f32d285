package dev.rushes.workers.shots;

/**
 * A frame so small that noise is gone and only what a scene looks like is left.
 *
 * @param pts presentation time in the stream's ticks
 * @param ycbcr samples of Y, Cb and Cr of 8 bits, one plane after the other; all frames
 * have as many
 */
public record Sketch(long pts, byte[] ycbcr) {

    /** Mean difference of the samples, 0..255. */
    public double difference(Sketch other) {
        long sum = 0;
        for (int i = 0; i < ycbcr.length; i++) {
            sum += Math.abs((ycbcr[i] & 0xFF) - (other.ycbcr[i] & 0xFF));
        }
        return (double) sum / ycbcr.length;
    }

}
