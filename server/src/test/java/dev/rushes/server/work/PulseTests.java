package dev.rushes.server.work;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Signs of life while the data directory answers late or never. */
class PulseTests {

    @Test
    void whoHasNoAnswerForAMinuteGivesNoSignUntilThereIsOne() {
        Pulse pulse = new Pulse();
        for (int sign = 0; sign < 100; sign++) {
            assertTrue(pulse.beats());
            pulse.answered();
        }
        for (int sign = 0; sign < 4; sign++) {
            assertTrue(pulse.beats(), "a disk may be slow");
        }
        for (int sign = 0; sign < 10; sign++) {
            assertFalse(pulse.beats());
        }
        pulse.answered();
        assertTrue(pulse.beats());
    }

}
