package dev.rushes.workers.evaluation;

import java.util.Map;

/**
 * A frame with all that was made of it.
 *
 * @param comparison what came of its file
 * @param scale output pixels a source pixel in each direction
 */
public record Sample(Comparison comparison, int scale, Pictures pictures) {

    /**
     * The frame itself.
     *
     * @param source what model and methods got
     * @param plain what methods without a model made of it, by their names
     * @param restored the model's
     * @param original what it was before it was spoilt
     */
    record Pictures(Pixels source, Map<String, Pixels> plain, Pixels restored, Pixels original) {

    }

    /** The method that a model is shown beside: Lanczos or nlmeans. */
    String rival() {
        return this.scale > 1 ? "lanczos" : "nlmeans";
    }

    /** Of a method, in dB: of luma where pictures are enlarged, else of all channels. */
    double decibels(Figures figures) {
        return this.scale > 1 ? figures.psnrY() : figures.psnrRgb();
    }

}
