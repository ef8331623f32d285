package dev.rushes.server.work;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class PauseTests {

    @Test
    void growsWhileNoneCanBegin() {
        Pause pause = new Pause();
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L),
                Stream.generate(() -> pause.after(false)).limit(8).map(Duration::toSeconds).toList());
        assertEquals(Duration.ofSeconds(1), pause.after(true));
        assertEquals(Duration.ofSeconds(1), pause.after(false));
        assertEquals(Duration.ofSeconds(2), pause.after(false));
    }

}
