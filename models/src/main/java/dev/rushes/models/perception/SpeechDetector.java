package dev.rushes.models.perception;

import dev.rushes.models.AnalyserCard;
import dev.rushes.models.onnx.Inference;
import dev.rushes.models.onnx.Values;
import java.util.Arrays;
import java.util.Map;

/**
 * Tells speech from other sound by Silero VAD, window by window. It remembers what it
 * heard: one for each sound, and for one thread at a time.
 */
public final class SpeechDetector implements AutoCloseable {

    /** Samples a second. */
    public static final int RATE = 16_000;

    /** Samples that are judged together, 32 ms. */
    public static final int WINDOW = 512;

    /** Of the window before, which it wants to see again. */
    private static final int CONTEXT = 64;

    private static final int STATE = 128;

    private final AnalyserCard card = AnalyserCard.shipped("speech");

    private final Inference network = Inference.load(this.card.bytes("silero_vad_v6.onnx"), 1);

    private int channels;

    private float[] state;

    private float[] heard;

    /** What it is. */
    public AnalyserCard card() {
        return this.card;
    }

    /**
     * The next window.
     * @param samples of each channel, -1..1, {@link #WINDOW} of them; always as many
     * channels
     * @return how sure it is that there is speech in any channel, 0..1
     */
    public float next(float[][] samples) {
        if (this.heard == null) {
            this.channels = samples.length;
            this.state = new float[2 * this.channels * STATE];
            this.heard = new float[this.channels * (CONTEXT + WINDOW)];
        }
        int row = CONTEXT + WINDOW;
        for (int channel = 0; channel < this.channels; channel++) {
            int at = channel * row;
            System.arraycopy(this.heard, at + WINDOW, this.heard, at, CONTEXT);
            System.arraycopy(samples[channel], 0, this.heard, at + CONTEXT, WINDOW);
        }
        Map<String, Values> says = this.network
            .run(Map.of("input", new Values(new long[] { this.channels, row }, this.heard), "state",
                    new Values(new long[] { 2, this.channels, STATE }, this.state), "sr", (long) RATE));
        this.state = says.get("stateN").data();
        float most = 0;
        for (float each : Arrays.copyOf(says.get("output").data(), this.channels)) {
            most = Math.max(most, each);
        }
        return most;
    }

    @Override
    public void close() {
        this.network.close();
    }

}
