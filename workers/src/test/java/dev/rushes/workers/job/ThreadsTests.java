package dev.rushes.workers.job;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ThreadsTests {

    @Test
    void whatIsAskedForWins() {
        assertEquals(3, Threads.of(3, Map.of("SLURM_CPUS_PER_TASK", "8"), 16));
    }

    @Test
    void theFarmsGrantComesNext() {
        assertEquals(8, Threads.of(0, Map.of("SLURM_CPUS_PER_TASK", "8", "CUE_THREADS", "4"), 16));
        assertEquals(4, Threads.of(0, Map.of("CUE_THREADS", "4"), 16));
    }

    @Test
    void nonsenseFromTheEnvironmentIsIgnored() {
        assertEquals(16, Threads.of(0, Map.of("SLURM_CPUS_PER_TASK", "", "CUE_THREADS", "-1"), 16));
        assertEquals(4, Threads.of(0, Map.of("SLURM_CPUS_PER_TASK", "99999999999", "CUE_THREADS", "4"), 16));
    }

}
