package dev.rushes.models.examination;

import java.util.List;

/**
 * What a person says of a model; null for what is to be found out.
 *
 * @param layout "NCHW" or "NHWC"
 * @param range numbers of black and white that the network takes
 * @param outputRange the same that it gives
 * @param channels "RGB", "BGR" or "Y"
 * @param task "upscale" or "denoise"
 * @param scale 1 or more
 */
public record Wishes(String layout, List<Double> range, List<Double> outputRange, String channels, String task,
        Integer scale) {

    /** Nothing is said. */
    public static final Wishes NONE = new Wishes(null, null, null, null, null, null);

}
