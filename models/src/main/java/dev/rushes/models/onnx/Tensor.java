package dev.rushes.models.onnx;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Numbers in native memory, as a network's named input or output.
 *
 * @param name of the input or output in the network
 * @param data of just the size, less than 2 GiB, native order
 * @param element type of the numbers
 * @param shape length of each dimension, the slowest first; empty for a scalar
 */
public record Tensor(String name, MemorySegment data, ElementType element, List<Integer> shape) {

    public Tensor {
        shape = List.copyOf(shape);
        long numbers = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        if (data.byteSize() != numbers * element.bytes()) {
            throw new IllegalArgumentException(
                    "%d bytes for a tensor %s of %s".formatted(data.byteSize(), shape, element));
        }
    }

    /** 32-bit floats of shape [1, channels, height, width]. */
    public Tensor(String name, MemorySegment data, int channels, int height, int width) {
        this(name, data, ElementType.FLOAT32, List.of(1, channels, height, width));
    }

    ByteBuffer buffer() {
        return this.data.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    long[] dimensions() {
        return this.shape.stream().mapToLong(Integer::longValue).toArray();
    }

}
