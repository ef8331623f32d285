package dev.rushes.workers.evaluation;

/** Gathers the figures of one method over the frames of one file. */
final class Score {

    /** Equal pictures differ by nothing, of which there is no logarithm. */
    private static final double MOST_DB = 100;

    private final int shave;

    private final boolean clip;

    /** Of a clip's frame before, what was restored minus the original. */
    private short[] error = new short[0];

    private int frames;

    private double psnrY;

    private double psnrRgb;

    private double ssim;

    private double flicker;

    private long changes;

    /**
     * A score.
     * @param shave pixels that do not count at every side
     * @param clip whether more than one frame may come
     */
    Score(int shave, boolean clip) {
        this.shave = shave;
        this.clip = clip;
    }

    /** Counts the next frame in. */
    void add(Pixels original, Pixels restored) {
        int width = original.width();
        int plane = width * original.height();
        boolean first = this.frames == 0;
        if (this.clip && first) {
            this.error = new short[original.samples().length];
        }
        double squares = 0;
        double lumaSquares = 0;
        int[] now = new int[Pixels.CHANNELS];
        for (int y = this.shave; y < original.height() - this.shave; y++) {
            for (int x = this.shave; x < width - this.shave; x++) {
                for (int channel = 0; channel < Pixels.CHANNELS; channel++) {
                    int at = channel * plane + y * width + x;
                    now[channel] = (restored.samples()[at] & 0xFF) - (original.samples()[at] & 0xFF);
                    if (this.clip) {
                        int change = now[channel] - this.error[at];
                        this.flicker += first ? 0 : change * change;
                        this.error[at] = (short) now[channel];
                    }
                    squares += now[channel] * now[channel];
                }
                double luma = Pixels.luma(now[0], now[1], now[2]);
                lumaSquares += luma * luma;
            }
        }
        long pixels = (width - 2L * this.shave) * (original.height() - 2 * this.shave);
        this.frames++;
        this.changes += first ? 0 : pixels * Pixels.CHANNELS;
        this.psnrY += decibels(lumaSquares / pixels);
        this.psnrRgb += decibels(squares / pixels / Pixels.CHANNELS);
        this.ssim += Ssim.of(original, restored, this.shave);
    }

    Figures figures() {
        return new Figures(this.psnrY / this.frames, this.psnrRgb / this.frames, this.ssim / this.frames,
                this.changes == 0 ? null : Math.sqrt(this.flicker / this.changes));
    }

    private static double decibels(double meanSquare) {
        return Math.min(MOST_DB, 10 * Math.log10(255.0 * 255.0 / meanSquare));
    }

}
