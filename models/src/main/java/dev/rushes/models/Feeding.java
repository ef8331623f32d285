package dev.rushes.models;

import dev.rushes.models.onnx.ElementType;
import dev.rushes.models.onnx.Port;
import dev.rushes.models.onnx.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.List;

/**
 * How a network is fed and what comes out of it: the form of its tensors. Elsewhere
 * pictures are planes of 32-bit floats, R, G, B, 0..1; a network that wants just that is
 * given them as they are.
 */
final class Feeding {

    private final ModelCard card;

    private final ElementType element;

    private final ElementType sigmaElement;

    private final int sigmaRank;

    private final Samples in;

    private final Samples out;

    /** For a network whose sigma is a map of the picture's own element type. */
    Feeding(ModelCard card) {
        this(card, null);
    }

    /**
     * For a network as it declares itself.
     * @param sigma its input for the noise; null if it is as above or has none
     */
    Feeding(ModelCard card, Port sigma) {
        this.card = card;
        this.element = ElementType.of(card.dtype());
        this.sigmaElement = (sigma != null) ? sigma.element() : this.element;
        this.sigmaRank = (sigma != null) ? sigma.shape().size() : 1;
        this.in = new Samples(this.element, card.range());
        this.out = new Samples(this.element, (card.outputRange() != null) ? card.outputRange() : card.range());
    }

    /** Whether pictures go in and out as they are. */
    boolean isPlain() {
        return this.card.layout().equals("NCHW") && this.card.channels().equals("RGB") && this.in.isPlain()
                && this.out.isPlain();
    }

    int channels() {
        return isLuma() ? 1 : 3;
    }

    /** Whether only the luma goes through the network. */
    boolean isLuma() {
        return this.card.channels().equals("Y");
    }

    /** Size in bytes of the input for so many pixels. */
    long fedBytes(long pixels) {
        return pixels * fed() * this.element.bytes();
    }

    /** Size in bytes of the result of so many pixels. */
    long madeBytes(long pixels) {
        return pixels * channels() * this.element.bytes();
    }

    /** Channels of all frames together. */
    private int fed() {
        return channels() * this.card.window();
    }

    /** The picture as the network's input. */
    Tensor picture(MemorySegment data, int width, int height) {
        return new Tensor(this.card.inputs().picture(), data, this.element, shape(fed(), height, width));
    }

    /** The network's output for a picture of that size. */
    Tensor result(MemorySegment data, int width, int height) {
        int scale = this.card.scale();
        return new Tensor(this.card.output(), data, this.element, shape(channels(), height * scale, width * scale));
    }

    /**
     * The noise as the network's input.
     * @param map 32-bit floats for each pixel of the picture, 0..1 of full range
     * @param scratch lends memory
     */
    Tensor sigma(MemorySegment map, int width, int height, Scratch scratch) {
        String name = this.card.inputs().sigma();
        long pixels = (long) width * height;
        Samples samples = new Samples(this.sigmaElement, List.of(0.0, this.card.inputs().sigmaUnit()));
        if (this.card.inputs().sigmaForm().equals("number")) {
            MemorySegment mean = scratch.lend(Scratch.Use.MEAN_SIGMA, Float.BYTES);
            mean.set(ValueLayout.JAVA_FLOAT, 0, mean(map, pixels));
            MemorySegment number = scratch.lend(Scratch.Use.SIGMA, this.sigmaElement.bytes());
            samples.put(mean, 0, number, 0, 1, 1);
            return new Tensor(name, number, this.sigmaElement, Collections.nCopies(this.sigmaRank, 1));
        }
        if (samples.isPlain()) {
            return new Tensor(name, map, this.sigmaElement, shape(1, height, width));
        }
        MemorySegment put = scratch.lend(Scratch.Use.SIGMA, pixels * this.sigmaElement.bytes());
        samples.put(map, 0, put, 0, 1, pixels);
        return new Tensor(name, put, this.sigmaElement, shape(1, height, width));
    }

    /**
     * Puts planes into the network's form.
     * @param planes R, G and B of each frame or, if {@link #isLuma}, luma alone
     */
    void encode(MemorySegment planes, MemorySegment fed, long pixels) {
        for (int c = 0; c < fed(); c++) {
            int frame = c / channels() * channels();
            this.in.put(planes, (frame + plane(c - frame)) * pixels, fed, base(c, pixels), step(fed()), pixels);
        }
    }

    /** The reverse for the network's result. */
    void decode(MemorySegment made, MemorySegment planes, long pixels) {
        for (int c = 0; c < channels(); c++) {
            this.out.take(made, base(c, pixels), step(channels()), planes, plane(c) * pixels, pixels);
        }
    }

    /** Which plane the network's channel is. */
    private int plane(int channel) {
        return this.card.channels().equals("BGR") ? 2 - channel : channel;
    }

    private long base(int channel, long pixels) {
        return isInterleaved() ? channel : channel * pixels;
    }

    private int step(int channels) {
        return isInterleaved() ? channels : 1;
    }

    private boolean isInterleaved() {
        return this.card.layout().equals("NHWC");
    }

    private List<Integer> shape(int channels, int height, int width) {
        return isInterleaved() ? List.of(1, height, width, channels) : List.of(1, channels, height, width);
    }

    private static float mean(MemorySegment map, long pixels) {
        double sum = 0;
        for (long i = 0; i < pixels; i++) {
            sum += map.getAtIndex(ValueLayout.JAVA_FLOAT, i);
        }
        return (float) (sum / pixels);
    }

}
