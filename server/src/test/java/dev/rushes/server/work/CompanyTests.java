package dev.rushes.server.work;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CompanyTests {

    @Test
    void aSuspectIsAloneAndKeepsNobodyWaiting() {
        Company company = new Company(Duration.ZERO);
        assertTrue(company.join(false));
        assertFalse(elsewhere(company, true), "an hour's work is at it");
        assertTrue(elsewhere(company, false), "and light work comes in all the same");
        company.leave(false);
        assertTrue(company.join(true), "now it is alone");
        assertFalse(elsewhere(company, true));
        company.leave(true);
        assertTrue(elsewhere(company, false));
    }

    /** Joins on a thread of its own, and leaves again. */
    private static boolean elsewhere(Company company, boolean suspect) {
        return CompletableFuture.supplyAsync(() -> {
            boolean joined = company.join(suspect);
            if (joined) {
                company.leave(suspect);
            }
            return joined;
        }, Thread::startVirtualThread).join();
    }

}
