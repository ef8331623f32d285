package dev.rushes.server.work;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;

import dev.rushes.models.Problem;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Patience with a database, and its end. */
class PersistenceTests {

    private final AtomicInteger pauses = new AtomicInteger();

    private final Complaint complaint = new Complaint(System.getLogger(PersistenceTests.class.getName()),
            Clock.systemUTC());

    @Test
    void anOutageIsSurvivedHoweverLongItTakes() {
        Persistence persistence = new Persistence(() -> false, this.complaint, this.pauses::incrementAndGet);
        assertEquals("there", persistence.insist(() -> {
            if (this.pauses.get() < 10_000) {
                throw Problem.exhausted("the database is away");
            }
            return "there";
        }));
        assertEquals(10_000, this.pauses.get());
    }

    @Test
    void whatNoOtherTryHelpsIsTriedOnce() {
        Persistence persistence = new Persistence(() -> false, this.complaint, this.pauses::incrementAndGet);
        assertThrows(Problem.class, () -> persistence.insist(() -> {
            throw Problem.invalid("nonsense");
        }));
        assertEquals(0, this.pauses.get());
    }

    @Test
    void aProcessThatHasToGoGivesUp() {
        Persistence persistence = new Persistence(() -> this.pauses.get() == 3, this.complaint,
                this.pauses::incrementAndGet);
        assertThrows(Problem.class, () -> persistence.insist(() -> {
            throw Problem.exhausted("the database is away");
        }));
        assertEquals(3, this.pauses.get());
    }

}
