package dev.rushes.workers.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The part of a frame that stands for all of it: a grid cuts the frame into parts, the
 * half of them with less detail is left out, and of the rest that one is taken which
 * gains as nearly as can be as much over the plain method as the whole frame does. So
 * nobody chooses it, and it flatters no more than it belittles.
 *
 * @param x, y of its upper left corner in the original
 * @param width, height in pixels of the original
 */
record Crop(int x, int y, int width, int height) {

    /** Of a part that is the same everywhere there is no logarithm. */
    private static final double LEAST = 1e-3;

    /**
     * Finds it.
     * @param width, height of the parts, made smaller to fit, and to whole source pixels
     */
    static Crop of(Sample sample, int width, int height) {
        Pixels original = sample.pictures().original();
        int scale = sample.scale();
        int wide = Math.min(width, original.width()) / scale * scale;
        int high = Math.min(height, original.height()) / scale * scale;
        double whole = new Crop(0, 0, original.width(), original.height()).gain(sample);
        List<Crop> parts = new ArrayList<>();
        for (int y = 0; y + high <= original.height(); y += high) {
            for (int x = 0; x + wide <= original.width(); x += wide) {
                parts.add(new Crop(x, y, wide, high));
            }
        }
        parts.sort(Comparator.comparingDouble((part) -> part.detail(original)));
        return parts.subList(parts.size() / 2, parts.size())
            .stream()
            .min(Comparator.comparingDouble((part) -> Math.abs(part.gain(sample) - whole)))
            .orElseThrow();
    }

    /** Variance of luma. */
    private double detail(Pixels original) {
        double sum = 0;
        double squares = 0;
        for (int row = this.y; row < this.y + this.height; row++) {
            for (int column = this.x; column < this.x + this.width; column++) {
                double luma = original.luma(column, row);
                sum += luma;
                squares += luma * luma;
            }
        }
        double mean = sum / this.width / this.height;
        return squares / this.width / this.height - mean * mean;
    }

    /** Of the model over the plain method, in dB. */
    private double gain(Sample sample) {
        Pixels original = sample.pictures().original();
        return 10 * Math.log10(meanSquare(original, sample.pictures().plain().get(sample.rival()))
                / meanSquare(original, sample.pictures().restored()));
    }

    private double meanSquare(Pixels original, Pixels other) {
        double sum = 0;
        for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
            for (int row = this.y; row < this.y + this.height; row++) {
                for (int column = this.x; column < this.x + this.width; column++) {
                    int error = other.at(channel, column, row) - original.at(channel, column, row);
                    sum += error * error;
                }
            }
        }
        return sum / this.width / this.height / Pixels.CHANNELS + LEAST;
    }

}
