package dev.rushes.models.onnx;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Floats in native memory, as a network's named input or output of shape [1, channels,
 * height, width].
 *
 * @param name of the input or output in the network
 * @param data channels * height * width * 4 bytes, less than 2 GiB, native order
 * @param channels 1 or more
 * @param height, width in pixels
 */
public record Tensor(String name, MemorySegment data, int channels, int height, int width) {

    public Tensor {
        if (data.byteSize() != (long) channels * height * width * Float.BYTES) {
            throw new IllegalArgumentException(
                    "%d bytes for a tensor [1, %d, %d, %d]".formatted(data.byteSize(), channels, height, width));
        }
    }

    FloatBuffer buffer() {
        return this.data.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    long[] shape() {
        return new long[] { 1, this.channels, this.height, this.width };
    }

}
