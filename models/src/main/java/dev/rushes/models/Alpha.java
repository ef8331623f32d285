package dev.rushes.models;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What is done to opacity planes, besides running them through a network. */
final class Alpha {

    private Alpha() {
    }

    /** Whether all floats of a plane are the same. */
    static boolean isUniform(MemorySegment plane) {
        long rest = plane.byteSize() - Float.BYTES;
        return plane.asSlice(0, rest).mismatch(plane.asSlice(Float.BYTES, rest)) < 0;
    }

    static void fill(MemorySegment plane, float value) {
        plane.set(ValueLayout.JAVA_FLOAT, 0, value);
        for (long done = Float.BYTES; done < plane.byteSize(); done *= 2) {
            MemorySegment.copy(plane, 0, plane, done, Math.min(done, plane.byteSize() - done));
        }
    }

    /** Into 0..1: a network overshoots at edges, but nothing is more than opaque. */
    static void clip(MemorySegment plane) {
        long count = plane.byteSize() / Float.BYTES;
        for (long i = 0; i < count; i++) {
            float value = plane.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            plane.setAtIndex(ValueLayout.JAVA_FLOAT, i, Math.clamp(value, 0f, 1f));
        }
    }

}
