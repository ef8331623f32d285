package dev.rushes.workers.media;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * zscale reads and writes whole-numbered alpha as if it were limited-range luma, so that
 * transparent would be below 0 and opaque above 1; here it is put right.
 */
final class AlphaRange {

    private AlphaRange() {
    }

    /** From what zscale made of alpha of so many bits to 0..1. */
    static void toFull(MemorySegment plane, PixelFormat format) {
        if (!format.floating()) {
            scale(plane, span(format) / largest(format), black(format) / largest(format));
        }
    }

    /** From 0..1 to what zscale writes as alpha of so many bits. */
    static void toLimited(MemorySegment plane, PixelFormat format) {
        if (!format.floating()) {
            scale(plane, largest(format) / span(format), -black(format) / span(format));
        }
    }

    private static double largest(PixelFormat format) {
        return (1 << format.bits()) - 1;
    }

    private static double black(PixelFormat format) {
        return 16 << (format.bits() - 8);
    }

    private static double span(PixelFormat format) {
        return 219 << (format.bits() - 8);
    }

    private static void scale(MemorySegment plane, double factor, double offset) {
        for (long at = 0; at < plane.byteSize(); at += Float.BYTES) {
            float value = plane.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
            plane.set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, (float) (value * factor + offset));
        }
    }

}
