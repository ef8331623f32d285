package dev.rushes.models;

/**
 * How noisy some pictures are; all standard deviations in 0..1 of full range.
 *
 * @param red, green, blue of each channel
 * @param samples how many blocks of pixels the estimate rests on; 0 if there was nothing
 * to measure, and then all else is 0
 */
public record NoiseEstimate(double red, double green, double blue, long samples) {

    /** One number for a denoiser: the channels' root mean square, weighted as luma is. */
    public double sigma() {
        return Math
            .sqrt(0.2126 * this.red * this.red + 0.7152 * this.green * this.green + 0.0722 * this.blue * this.blue);
    }

}
