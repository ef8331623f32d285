package dev.rushes.models.onnx;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/**
 * ONNX Runtime reports usage to its maker unless an environment variable forbids it
 * before the library is loaded. Footage is nobody else's business, and a machine without
 * a network has nowhere to send to: it is forbidden here, for every program that runs
 * models.
 */
final class Telemetry {

    private static final boolean OFF = forbid();

    private Telemetry() {
    }

    /** Once a process; later calls cost nothing. */
    static void off() {
        if (!OFF) {
            throw new IllegalStateException("the environment cannot be changed");
        }
    }

    private static boolean forbid() {
        Linker linker = Linker.nativeLinker();
        // Windows has no setenv; its builds obey the operating system's own setting
        return linker.defaultLookup().find("setenv").map(setenv -> {
            try (Arena arena = Arena.ofConfined()) {
                return 0 == (int) linker
                    .downcallHandle(setenv,
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_INT))
                    .invokeExact(arena.allocateFrom("ORT_DISABLE_TELEMETRY"), arena.allocateFrom("1"), 1);
            }
            catch (Throwable ex) {
                throw new IllegalStateException(ex);
            }
        }).orElse(true);
    }

}
