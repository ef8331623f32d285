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
        if ((long) in.shape().get(3) * in.shape().get(2) > this.mostPixels) {
            this.refusals++;
            throw Problem.exhausted("The tile is too large.");
        }
        this.lastInput = in.data();
        this.lastOutput = output.data();
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < output.shape().get(2); y++) {
                for (int x = 0; x < output.shape().get(3); x++) {
                    float value = Pictures.at(in.data(),
                            ((long) c * in.shape().get(2) + y / 2) * in.shape().get(3) + x / 2);
                    output.data()
                        .setAtIndex(ValueLayout.JAVA_FLOAT,
                                ((long) c * output.shape().get(2) + y) * output.shape().get(3) + x, value);
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
