package dev.rushes.workers.evaluation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.rushes.models.ModelCard;
import dev.rushes.models.Problem;

/**
 * What is done to originals before a model restores them. For an upscaler all of it comes
 * after they were made smaller by bicubic interpolation.
 *
 * @param name as users write it
 * @param scale by which originals are made smaller, 1 for a denoiser
 * @param blur share of each neighbour, horizontally and vertically, that a pixel gets
 * @param sigma of white Gaussian noise in 8-bit code values, neither clipped nor rounded
 * @param crf of H.264 in 4:2:0, or 0 for none
 * @param lead frames of noise before the one that counts, of a still picture: in clips
 * most frames are coded in terms of others
 */
public record Degradation(String name, int scale, double blur, double sigma, int crf, int lead) {

    private static final Pattern NOTATION = Pattern.compile("([a-z0-9]+)(?::([0-9]{1,3}(?:\\.[0-9]{1,3})?))?");

    private static final double MOST_NOISE = 100;

    private static final int MOST_CRF = 51;

    private static final int LEAD = 4;

    /**
     * Reads what users write.
     * @param notation {@code bicubic}, {@code h264:CRF}, {@code noise:SIGMA} or
     * {@code camera}; null for what the literature measures such a model by
     * @throws Problem INVALID if it is none of these or makes no sense for the model
     */
    public static Degradation of(String notation, ModelCard card) {
        boolean upscaler = card.scale() > 1;
        String name = notation != null ? notation : upscaler ? "bicubic" : "noise:25";
        Matcher parts = NOTATION.matcher(name);
        if (!parts.matches()) {
            throw unknown(name);
        }
        String number = parts.group(2);
        return switch (parts.group(1)) {
            case "bicubic" -> {
                if (!upscaler) {
                    throw Problem.invalid(
                            "bicubic makes pictures smaller, which %s, a denoiser, does not undo; give --degrade noise:SIGMA, h264:CRF or camera",
                            card.id());
                }
                yield bare(name, number, new Degradation(name, card.scale(), 0, 0, 0, 0));
            }
            case "noise" -> new Degradation(name, card.scale(), 0, noise(name, number), 0, 0);
            case "h264" -> new Degradation(name, card.scale(), 0, 0, crf(name, number), 0);
            // a small camera by daylight for upscalers; for denoisers what the lab
            // measures as "recorded": sharp, so that nothing but noise is to be undone
            case "camera" -> bare(name, number, upscaler ? new Degradation(name, card.scale(), 0.1, 4, 23, LEAD)
                    : new Degradation(name, 1, 0, 25, 18, LEAD));
            default -> throw unknown(name);
        };
    }

    /** What the sides of originals are cropped to multiples of. */
    int multiple() {
        return this.scale * (this.crf > 0 ? 2 : 1);
    }

    private static Degradation bare(String name, String number, Degradation degradation) {
        if (number != null) {
            throw unknown(name);
        }
        return degradation;
    }

    private static double noise(String name, String number) {
        double sigma = number == null ? 0 : Double.parseDouble(number);
        if (sigma <= 0 || sigma > MOST_NOISE) {
            throw Problem.invalid("--degrade %s: SIGMA must be a number above 0 and up to 100, such as noise:25", name);
        }
        return sigma;
    }

    private static int crf(String name, String number) {
        if (number == null || !number.matches("[0-9]{1,2}") || Integer.parseInt(number) < 1
                || Integer.parseInt(number) > MOST_CRF) {
            throw Problem.invalid("--degrade %s: CRF must be a whole number from 1 to 51, such as h264:23", name);
        }
        return Integer.parseInt(number);
    }

    private static Problem unknown(String name) {
        return Problem.invalid("--degrade must be bicubic, h264:CRF, noise:SIGMA or camera, not \"%.60s\"", name);
    }

}
