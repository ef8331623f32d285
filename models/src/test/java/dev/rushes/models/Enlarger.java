package dev.rushes.models;

import dev.rushes.models.onnx.Network;
import dev.rushes.models.onnx.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** Repeats each pixel 2x2 times, as a network with a bounded memory would. */
final class Enlarger implements Network {

    private final long mostPixels;

    private int refusals;

    private MemorySegment lastInput;

    private MemorySegment lastOutput;

    Enlarger(long mostPixels) {
        this.mostPixels = mostPixels;
    }

    @Override
    public void run(List<Tensor> inputs, Tensor output) {
        Tensor in = inputs.getFirst();
        if ((long) in.width() * in.height() > this.mostPixels) {
            this.refusals++;
            throw Problem.exhausted("The tile is too large.");
        }
        this.lastInput = in.data();
        this.lastOutput = output.data();
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < output.height(); y++) {
                for (int x = 0; x < output.width(); x++) {
                    float value = Pictures.at(in.data(), ((long) c * in.height() + y / 2) * in.width() + x / 2);
                    output.data()
                        .setAtIndex(ValueLayout.JAVA_FLOAT, ((long) c * output.height() + y) * output.width() + x,
                                value);
                }
            }
        }
    }

    @Override
    public void close() {
    }

    int refusals() {
        return this.refusals;
    }

    MemorySegment lastInput() {
        return this.lastInput;
    }

    MemorySegment lastOutput() {
        return this.lastOutput;
    }

}
