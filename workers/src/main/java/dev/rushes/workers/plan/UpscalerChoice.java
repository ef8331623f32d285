package dev.rushes.workers.plan;

import java.util.Locale;

import dev.rushes.models.ModelCard;
import dev.rushes.workers.job.ClipInfo;
import dev.rushes.workers.media.Compression;

/**
 * Which upscaler a clip gets if nobody has named one: that for clean pictures, or that
 * for what cameras and encoders leave, which is worth more the harder a clip is
 * compressed and the noisier it is, and less than the other on clean ones.
 * <p>
 * On eleven held-out clips and on Kodak24 both are worth the same at x264's CRF 21 to 25,
 * with quantiser steps of 10 to 17, and on Set14 at noise of 4 without any compression
 * ({@code rushes models eval}). Half of each counts as the whole of one.
 *
 * @param card the model
 * @param reason why this one, in words for the report
 */
record UpscalerChoice(ModelCard card, String reason) {

    /** In 8-bit code values. */
    private static final double STEP = 12;

    private static final double NOISE = 4;

    /**
     * Bits a pixel of codecs that do not tell their steps and predict frames from others,
     * and of JPEG.
     */
    private static final double BITS = 0.08;

    private static final double BITS_OF_JPEG = 1.2;

    /**
     * Chooses.
     * @param noise standard deviation in 0..1 of full range; 0 if it is taken away before
     */
    static UpscalerChoice of(ModelCard clean, ModelCard camera, ClipInfo clip, Compression compression, double noise) {
        String codec = clip.video().codec();
        double step = compression.step();
        double bits = compression.bitsPerPixel();
        double compressed = 0;
        String seen = "%s leaves pictures as good as they were".formatted(codec);
        if (step > 0) {
            compressed = step / STEP;
            seen = String.format(Locale.ROOT, "%s has quantiser steps of %.1f of 255", codec, step);
        }
        else if (bits > 0 && (codec.equals("mjpeg") || !Planner.INTRA.contains(codec))) {
            compressed = (codec.equals("mjpeg") ? BITS_OF_JPEG : BITS) / bits;
            seen = String.format(Locale.ROOT, "%s spends %.2f bits on a pixel", codec, bits);
        }
        double wear = compressed + noise * 255 / NOISE;
        ModelCard card = (wear >= 1) ? camera : clean;
        return new UpscalerChoice(card,
                String.format(Locale.ROOT,
                        "%s is taken, for %s footage: %s, noise is %.1f of 255, together %.2f (%s from 1 on)",
                        card.id(), card.suits(), seen, noise * 255, wear, camera.id()));
    }

}
