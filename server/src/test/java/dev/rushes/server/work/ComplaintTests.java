package dev.rushes.server.work;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import dev.rushes.server.fixture.StepClock;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ComplaintTests {

    @Test
    void aTroubleIsSaidOnceAMinuteAndWhenItIsOver() {
        List<String> lines = new ArrayList<>();
        Logger log = Logger.getLogger("complaint for a test");
        log.setUseParentHandlers(false);
        log.addHandler(new Handler() {

            @Override
            public void publish(LogRecord line) {
                lines.add(line.getLevel() + " " + line.getMessage());
            }

            @Override
            public void flush() {
                // nothing is kept back
            }

            @Override
            public void close() {
                // nothing is open
            }

        });
        StepClock clock = new StepClock(Instant.EPOCH);
        Complaint complaint = new Complaint(System.getLogger(log.getName()), clock);
        complaint.well("fine");
        for (int seconds = 0; seconds < 90; seconds += 2) {
            complaint.trouble("the disk is full");
            clock.step(Duration.ofSeconds(2));
        }
        complaint.well("fine again");
        complaint.well("still fine");
        complaint.trouble("full anew");
        assertEquals(
                List.of("WARNING the disk is full", "WARNING the disk is full", "INFO fine again", "WARNING full anew"),
                lines);
    }

}
