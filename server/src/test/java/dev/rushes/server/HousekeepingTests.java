package dev.rushes.server;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

class HousekeepingTests {

    @Test
    void aChoreThatBreaksIsDoneAgainNextTime() {
        // an executor forgets what throws
        assertDoesNotThrow(Housekeeping.lasting("sweeping", () -> {
            throw new OutOfMemoryError("just now");
        })::run);
        assertDoesNotThrow(Housekeeping.lasting("sweeping", () -> {
            throw new IllegalStateException("just now");
        })::run);
    }

}
