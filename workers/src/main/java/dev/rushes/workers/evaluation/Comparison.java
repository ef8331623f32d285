package dev.rushes.workers.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of one file, or of all on the average.
 *
 * @param model its id
 * @param degrade what was done to the originals, such as "noise:25"
 * @param file its name, or null for the mean over files
 * @param width, height of the original as it was cropped, 0 for the mean
 * @param frames 1 for a picture, and all of them for the mean
 * @param sigma noise that the model was told of, in 8-bit code values; 0 for an upscaler
 * and for the mean
 * @param restored the model's
 * @param baselines of other methods by name; null for those that this build of FFmpeg has
 * not
 */
public record Comparison(String model, String degrade, String file, int width, int height, long frames, double sigma,
        Figures restored, Map<String, Figures> baselines) {

    /** The mean over files, each counting the same. */
    public static Comparison mean(List<Comparison> files) {
        Comparison first = files.getFirst();
        Map<String, Figures> baselines = new LinkedHashMap<>();
        first.baselines()
            .forEach((name, figures) -> baselines.put(name, figures == null ? null
                    : Figures.mean(files.stream().map(file -> file.baselines().get(name)).toList())));
        return new Comparison(first.model(), first.degrade(), null, 0, 0,
                files.stream().mapToLong(Comparison::frames).sum(), 0,
                Figures.mean(files.stream().map(Comparison::restored).toList()), baselines);
    }

}
