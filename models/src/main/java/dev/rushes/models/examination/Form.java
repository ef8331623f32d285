package dev.rushes.models.examination;

import java.util.List;

/**
 * How a network is fed and what its results mean.
 *
 * @param layout "NCHW" or "NHWC"
 * @param channels "RGB", "BGR" or "Y"
 * @param range numbers of black and white as they go in
 * @param outputRange the same as they come out
 * @param sigmaUnit by which the noise in 0..1 is multiplied
 * @param window frames that go in, their channels one after the other; the result is of
 * the middle one
 */
record Form(String layout, String channels, List<Double> range, List<Double> outputRange, double sigmaUnit,
        int window) {

    static final List<List<Double>> RANGES = List.of(List.of(0.0, 1.0), List.of(0.0, 255.0), List.of(-1.0, 1.0));

    boolean planar() {
        return this.layout.equals("NCHW");
    }

    int planes() {
        return this.channels.equals("Y") ? 1 : 3;
    }

    Form with(List<Double> in, List<Double> out) {
        return new Form(this.layout, this.channels, in, out, this.sigmaUnit, this.window);
    }

    Form with(String otherChannels) {
        return new Form(this.layout, otherChannels, this.range, this.outputRange, this.sigmaUnit, this.window);
    }

    Form withSigmaUnit(double unit) {
        return new Form(this.layout, this.channels, this.range, this.outputRange, unit, this.window);
    }

    /** Of a tensor of one picture. */
    long[] shape(int planes, int width, int height) {
        return planar() ? new long[] { 1, planes, height, width } : new long[] { 1, height, width, planes };
    }

    /** Such as "0..255". */
    static String words(List<Double> range) {
        return number(range.get(0)) + ".." + number(range.get(1));
    }

    static String number(double value) {
        return (value == Math.rint(value) && Math.abs(value) < 1e6) ? String.valueOf((long) value)
                : String.valueOf(value);
    }

}
