package dev.rushes.models.examination;

import dev.rushes.models.ModelCard;
import java.util.List;
import java.util.Map;

/**
 * All that a card says of how a network is fed and what it does.
 *
 * @param layout "NCHW" or "NHWC"
 * @param dtype "float32", "float16" or "uint8"
 * @param range numbers of black and white that go in
 * @param outputRange those that come out
 * @param channels "RGB", "BGR" or "Y"
 * @param picture name of the input for the picture
 * @param sigma name of the input for the noise, or null
 * @param sigmaForm "map" or "number", or null
 * @param sigmaUnit by which noise in 0..1 is multiplied
 * @param output name of the output
 * @param task "upscale" or "denoise"
 * @param scale result pixels a pixel in each direction
 * @param window frames that go in, the result being of the middle one
 * @param width, height of the only size that it takes, or 0
 * @param multiple of which sizes have to be
 * @param halo receptive-field radius in input pixels
 * @param sigmaMax the most noise that it is told of, 0..1, or null
 * @param parameters trained numbers
 * @param gflopPerMegapixel of input
 * @param speed class
 * @param quality on a generated picture
 * @param findings how each of these was found, by field of the card
 */
public record Found(String layout, String dtype, List<Double> range, List<Double> outputRange, String channels,
        String picture, String sigma, String sigmaForm, double sigmaUnit, String output, String task, int scale,
        int window, int width, int height, int multiple, int halo, Double sigmaMax, long parameters,
        double gflopPerMegapixel, String speed, ModelCard.Quality quality, Map<String, ModelCard.Finding> findings) {

}
