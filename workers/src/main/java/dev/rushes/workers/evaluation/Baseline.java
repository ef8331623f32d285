package dev.rushes.workers.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import dev.rushes.models.Picture;
import dev.rushes.models.PicturePool;
import dev.rushes.workers.media.PictureFilter;

/** A method that needs no model, shown the frames of one file in their order. */
final class Baseline implements AutoCloseable {

    private final String name;

    private final Function<Picture, Pixels> method;

    private final PictureFilter filter;

    private Baseline(String name, Function<Picture, Pixels> method, PictureFilter filter) {
        this.name = name;
        this.method = method;
        this.filter = filter;
    }

    /**
     * Those for pictures of a size.
     * @param scale that the model enlarges by
     * @param sigma of the noise, in 8-bit code values
     */
    static List<Baseline> all(int width, int height, int scale, double sigma, PicturePool pool) {
        if (scale > 1) {
            return List.of(
                    new Baseline("bicubic",
                            picture -> Imresize.bicubic(Pixels.of(picture), width * scale, height * scale), null),
                    filtered("lanczos", PictureFilter.lanczos(width, height, scale, pool)));
        }
        List<Baseline> all = new ArrayList<>();
        all.add(new Baseline("noisy", Pixels::of, null));
        // patch and window as they are; strengths that were best of some on Kodak24
        all.add(ffmpeg("nlmeans", "gbrp", width, height, "s=" + strength(0.7 * sigma, 1, 30), pool));
        all.add(ffmpeg("hqdn3d", "yuv444p10le", width, height, strength(2.5 * sigma, 0.1, 255), pool));
        // FFmpeg's sigma is another than the literature's, and groups of several blocks
        // make
        // its results worse
        all.add(ffmpeg("bm3d", "gbrp", width, height, "bstep=2:sigma=" + strength(4 * sigma, 0.1, 999), pool));
        return all;
    }

    private static Baseline ffmpeg(String name, String format, int width, int height, String options,
            PicturePool pool) {
        return PictureFilter.exists(name)
                ? filtered(name, PictureFilter.of(width, height, format, name + "=" + options, pool))
                : new Baseline(name, null, null);
    }

    private static Baseline filtered(String name, PictureFilter filter) {
        return new Baseline(name, picture -> {
            try (Picture result = filter.apply(picture)) {
                return Pixels.of(result);
            }
        }, filter);
    }

    private static String strength(double value, double least, double most) {
        return String.format(Locale.ROOT, "%.2f", Math.clamp(value, least, most));
    }

    String name() {
        return this.name;
    }

    /** False if this build of FFmpeg has it not. */
    boolean exists() {
        return this.method != null;
    }

    Pixels apply(Picture picture) {
        return this.method.apply(picture);
    }

    @Override
    public void close() {
        if (this.filter != null) {
            this.filter.close();
        }
    }

}
