package dev.rushes.server.work;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Workers of one machine together take no more than it has. */
class MemoryShareTests {

    private static final long GIBIBYTE = 1L << 30;

    @ParameterizedTest
    @ValueSource(ints = { 2, 4, 8, 64, 512 })
    void allTogetherLeaveSomething(int gibibytes) {
        long machine = gibibytes * GIBIBYTE;
        for (int workers : new int[] { 1, 2, 7 }) {
            long all = MemoryShare.of(machine, workers) * workers;
            assertTrue(all <= machine - machine / 5, gibibytes + " GiB, " + workers);
            assertTrue(all >= machine * 3 / 5 - workers, gibibytes + " GiB, " + workers);
        }
    }

    @Test
    void lightWorkHasTwoGibibytesWhereThereAreSome() {
        assertEquals(3 * GIBIBYTE, MemoryShare.of(8 * GIBIBYTE, 2));
    }

}
