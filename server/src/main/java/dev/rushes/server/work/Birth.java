package dev.rushes.server.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * When a process began, in words that tell it from a later one with the same number. The
 * system's clock is no help: set in between, it moves all births.
 */
final class Birth {

    /** Of a process of which the system says nothing. */
    private static final String UNKNOWN = "unknown";

    /** Of Linux's words about a process, those after its name, in brackets. */
    private static final int START_TICKS = 19;

    private Birth() {
    }

    /**
     * A process's of this machine.
     * @return empty if there is none
     */
    static String of(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(Birth::words).orElse("");
    }

    /**
     * The process of this machine that has a number, if it is surely the one born then.
     */
    static Optional<ProcessHandle> surely(long pid, String born) {
        return (born.isEmpty() || born.equals(UNKNOWN) || !born.equals(of(pid))) ? Optional.empty()
                : ProcessHandle.of(pid);
    }

    private static String words(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + " " + words[START_TICKS];
        }
        catch (IOException noLinux) {
            return process.info().startInstant().map((start) -> "at " + start.getEpochSecond()).orElse(UNKNOWN);
        }
    }

}
