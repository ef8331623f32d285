package dev.rushes.workers.media;

/** Sound of 48 kHz as one of 16 kHz: a windowed sinc, every third sample. */
final class Decimator {

    private static final int STEP = 3;

    private static final int TAPS = 48;

    /** Of the original's rate: a little below half of the new one. */
    private static final double CUT = 0.155;

    private static final double[] KERNEL = kernel();

    private final double[] past = new double[TAPS];

    private int at;

    private int count;

    private static double[] kernel() {
        double[] kernel = new double[TAPS];
        double sum = 0;
        for (int i = 0; i < TAPS; i++) {
            double x = i - (TAPS - 1) / 2.0;
            double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / TAPS);
            kernel[i] = Math.sin(2 * Math.PI * CUT * x) / (Math.PI * x) * hann;
            sum += kernel[i];
        }
        for (int i = 0; i < TAPS; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }

    /** Takes the next sample; whether one came of it, see {@link #value}. */
    boolean add(double sample) {
        this.past[this.at] = sample;
        this.at = (this.at + 1) % TAPS;
        return ++this.count % STEP == 0;
    }

    /** The last sample of the new rate. */
    float value() {
        double sum = 0;
        for (int i = 0; i < TAPS; i++) {
            sum += KERNEL[i] * this.past[(this.at + i) % TAPS];
        }
        return (float) sum;
    }

}
