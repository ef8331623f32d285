package dev.rushes.workers.timeline;

import dev.rushes.models.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FrameRateTests {

    @ParameterizedTest
    @CsvSource({ "24, 24/1", "24.0, 24/1", "25, 25/1", "23.976, 24000/1001", "23.98, 24000/1001",
            "23.97602, 24000/1001", "29.97, 30000/1001", "47.952, 48000/1001", "59.94, 60000/1001",
            "119.88, 120000/1001", "12.5, 25/2", "23.99, 2399/100", "24000/1001, 24000/1001", "50/2, 25/1",
            "1/1000, 1/1000", "1000, 1000/1" })
    void areReadExactly(String text, String exact) {
        assertEquals(exact, FrameRate.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "0", "0/1", "1/0", "0/0", "-25", "1001", "1/1001", "25fps", "1e3", "24000/1001/1",
            "NaN", "25.", ".5", "99999999999999999999", "2147483647/1", "25,0" })
    void whatIsNoneIsRefused(String text) {
        Problem problem = assertThrows(Problem.class, () -> FrameRate.parse(text));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertTrue(problem.getMessage().startsWith("\"" + text + "\" is no frame rate"), problem.getMessage());
    }

}
