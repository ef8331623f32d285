package dev.rushes.models.examination;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/**
 * Limits that the kernel holds this process to (setrlimit); there is no way back. Where
 * the C library has other numbers for them than on Linux, nothing is done: there the
 * parent's clock and the Java heap are all the bounds.
 */
final class Confinement {

    private static final int CPU = 0;

    private static final int FILE_SIZE = 1;

    private static final int CORE = 4;

    private static final int ADDRESS_SPACE = 9;

    private static final long MOST_FILE = 2L << 30;

    private Confinement() {
    }

    /**
     * From now on.
     * @param bytes of address space
     * @param seconds of processor time
     */
    static void enter(long bytes, long seconds) {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            return;
        }
        set(CORE, 0);
        set(FILE_SIZE, MOST_FILE);
        set(CPU, seconds);
        set(ADDRESS_SPACE, bytes);
    }

    private static void set(int what, long limit) {
        Linker linker = Linker.nativeLinker();
        MethodHandle setrlimit = linker.downcallHandle(linker.defaultLookup().findOrThrow("setrlimit"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment both = arena.allocateFrom(ValueLayout.JAVA_LONG, limit, limit);
            int failed = (int) setrlimit.invokeExact(what, both);
            if (failed != 0) {
                throw new IllegalStateException("a limit cannot be set");
            }
        }
        catch (RuntimeException ex) {
            throw ex;
        }
        catch (Throwable ex) {
            throw new IllegalStateException(ex);
        }
    }

}
