package dev.rushes.workers.evaluation;

import java.util.List;
import java.util.function.Function;

/**
 * How near to the originals a method came.
 *
 * @param psnrY in dB, of luma of ITU-R BT.601; of a clip the mean of its frames'; 100 for
 * equal pictures
 * @param psnrRgb in dB, over the three channels
 * @param ssim of luma, 1 for equal pictures
 * @param temporal of clips: by how much the method's changes from frame to frame differ
 * from the original's, root mean square over R, G and B in 8-bit code values; null for a
 * picture
 */
public record Figures(double psnrY, double psnrRgb, double ssim, Double temporal) {

    /** Of several files, each counting the same. */
    static Figures mean(List<Figures> all) {
        List<Double> temporal = all.stream().map(Figures::temporal).filter(value -> value != null).toList();
        return new Figures(mean(all, Figures::psnrY), mean(all, Figures::psnrRgb), mean(all, Figures::ssim),
                temporal.isEmpty() ? null : temporal.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
    }

    private static double mean(List<Figures> all, Function<Figures, Double> figure) {
        return all.stream().mapToDouble(figure::apply).average().orElseThrow();
    }

}
