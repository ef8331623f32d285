package dev.rushes.workers.plan;

import java.util.Locale;

import dev.rushes.workers.media.Compression;

/**
 * What compression and noise have done to a clip.
 * <p>
 * On eleven held-out clips and on Kodak24 the two upscalers are worth the same at x264's
 * CRF 21 to 25, with quantiser steps of 10 to 17, and on Set14 at noise of 4 without any
 * compression ({@code rushes models eval}). Half of each counts as the whole of one.
 *
 * @param codec FFmpeg's name
 * @param noise standard deviation in 0..1 of full range; 0 if it is taken away before
 */
record Wear(String codec, Compression compression, double noise) {

    /** In 8-bit code values. */
    private static final double STEP = 12;

    private static final double NOISE = 4;

    /**
     * Bits a pixel of codecs that do not tell their steps and predict frames from others,
     * and of JPEG.
     */
    private static final double BITS = 0.08;

    private static final double BITS_OF_JPEG = 1.2;

    /** 1 and more for footage that wants a model of its own. */
    double amount() {
        return compressed() + this.noise * 255 / NOISE;
    }

    private double compressed() {
        if (this.compression.step() > 0) {
            return this.compression.step() / STEP;
        }
        return spare() ? (this.codec.equals("mjpeg") ? BITS_OF_JPEG : BITS) / this.compression.bitsPerPixel() : 0;
    }

    /** Whether only the number of its bits tells how hard it is compressed. */
    private boolean spare() {
        return this.compression.bitsPerPixel() > 0
                && (this.codec.equals("mjpeg") || !Planner.INTRA.contains(this.codec));
    }

    /** What was measured. */
    String words() {
        String seen = this.codec + " leaves pictures as good as they were";
        if (this.compression.step() > 0) {
            seen = String.format(Locale.ROOT, "%s has quantiser steps of %.1f of 255", this.codec,
                    this.compression.step());
        }
        else if (spare()) {
            seen = String.format(Locale.ROOT, "%s spends %.2f bits on a pixel", this.codec,
                    this.compression.bitsPerPixel());
        }
        return String.format(Locale.ROOT, "%s, noise is %.1f of 255, together %.2f", seen, this.noise * 255, amount());
    }

}
