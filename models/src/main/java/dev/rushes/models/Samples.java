package dev.rushes.models;

import dev.rushes.models.onnx.ElementType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Light, 0..1 in 32-bit floats, as numbers of another type and range, and back. What the
 * type cannot hold becomes the nearest that it can: light beyond black and white is lost
 * where a type ends there.
 */
final class Samples {

    private final ElementType type;

    private final float black;

    private final float span;

    /**
     * A form of numbers.
     * @param range numbers for 0 and for 1
     */
    Samples(ElementType type, List<Double> range) {
        this.type = type;
        this.black = range.get(0).floatValue();
        this.span = (float) (range.get(1) - range.get(0));
    }

    /** Whether it is the form of light itself. */
    boolean isPlain() {
        return this.type == ElementType.FLOAT32 && this.black == 0 && this.span == 1;
    }

    /**
     * Turns light into numbers.
     * @param from index of the first in {@code light}
     * @param base index of the first in {@code numbers}
     * @param step how far apart they are there
     */
    void put(MemorySegment light, long from, MemorySegment numbers, long base, int step, long count) {
        for (long i = 0; i < count; i++) {
            float number = light.getAtIndex(ValueLayout.JAVA_FLOAT, from + i) * this.span + this.black;
            long at = base + i * step;
            switch (this.type) {
                case FLOAT32 -> numbers.setAtIndex(ValueLayout.JAVA_FLOAT, at, number);
                case FLOAT16 -> numbers.setAtIndex(ValueLayout.JAVA_SHORT, at, Float.floatToFloat16(number));
                case UINT8 ->
                    numbers.set(ValueLayout.JAVA_BYTE, at, (byte) (int) (Math.clamp(number, 0f, 255f) + 0.5f));
            }
        }
    }

    /** The reverse. */
    void take(MemorySegment numbers, long base, int step, MemorySegment light, long from, long count) {
        for (long i = 0; i < count; i++) {
            long at = base + i * step;
            float number = switch (this.type) {
                case FLOAT32 -> numbers.getAtIndex(ValueLayout.JAVA_FLOAT, at);
                case FLOAT16 -> Float.float16ToFloat(numbers.getAtIndex(ValueLayout.JAVA_SHORT, at));
                case UINT8 -> numbers.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
            };
            light.setAtIndex(ValueLayout.JAVA_FLOAT, from + i, (number - this.black) / this.span);
        }
    }

}
