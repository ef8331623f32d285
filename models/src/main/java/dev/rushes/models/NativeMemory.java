package dev.rushes.models;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Memory from the C library. The JDK's own allocator would count it against
 * {@code -XX:MaxDirectMemorySize} (by default the size of the Java heap, which a handful
 * of 4K frames exceeds) and clear it, which pictures do not need.
 */
final class NativeMemory {

    /** Of every segment, in bytes: a cache line and an AVX-512 register. */
    static final int ALIGNMENT = 64;

    private static final Linker LINKER = Linker.nativeLinker();

    /** size_t malloc'd as a 64-bit integer: only 64-bit machines are supported. */
    private static final MethodHandle MALLOC = handle("malloc",
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));

    private static final MethodHandle FREE = handle("free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

    private NativeMemory() {
    }

    /**
     * Allocates {@code bytes} of undefined content, freed when the arena is closed.
     * @throws Problem EXHAUSTED if there is no such piece of memory
     */
    static MemorySegment allocate(long bytes, Arena arena) {
        long padded = Math.addExact(bytes, ALIGNMENT - 1);
        MemorySegment raw;
        try {
            raw = (MemorySegment) MALLOC.invokeExact(padded);
        }
        catch (Throwable ex) {
            throw new AssertionError("malloc cannot throw", ex);
        }
        if (raw.address() == 0) {
            throw Problem.exhausted("there is no memory for a buffer of %d MiB; use fewer threads or segments, "
                    + "a smaller picture or a machine with more memory", bytes >> 20);
        }
        long skip = -raw.address() & (ALIGNMENT - 1);
        return raw.reinterpret(padded, arena, NativeMemory::free).asSlice(skip, bytes);
    }

    private static void free(MemorySegment raw) {
        try {
            FREE.invokeExact(raw);
        }
        catch (Throwable ex) {
            throw new AssertionError("free cannot throw", ex);
        }
    }

    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor);
    }

}
