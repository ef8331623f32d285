package dev.rushes.server.work;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;

/**
 * What each of several workers for models on one machine may take of its memory, so that
 * together they do not take more than there is.
 */
public final class MemoryShare {

    private static final long GIBIBYTE = 1L << 30;

    private MemoryShare() {
    }

    /**
     * Of this machine, or of the container that the server runs in.
     * @param workers 1 or more
     * @return bytes
     */
    public static long of(int workers) {
        return of(ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(), workers);
    }

    static long of(long machine, int workers) {
        // a fifth is the system's, and server and light work need two gibibytes; where
        // there is little, they make do with less
        long reserve = Math.max(machine / 5, Math.min(2 * GIBIBYTE, machine / 5 * 2));
        return (machine - reserve) / workers;
    }

}
