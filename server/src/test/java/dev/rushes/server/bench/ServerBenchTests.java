package dev.rushes.server.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** That figures come out; what they are is the machine's business. */
class ServerBenchTests {

    @TempDir
    private Path folder;

    @Test
    void readsTheKernelsListOfProcessors() {
        assertEquals(List.of(0, 1, 2, 8, 12, 13), Processors.parse("0-2,8,12-13").toList());
    }

    @ParameterizedTest
    @CsvSource({ "uploads, 3, 2", "api, 5, 3", "queue, 2, 1", "workers, 1, 1" })
    void eachMeasurementGivesItsFigures(String name, int figures, int verdicts) throws Exception {
        List<Figure> results = new ArrayList<>();
        new ServerBench(this.folder, true).run(name, results::add);
        assertEquals(figures, results.size(), results.toString());
        assertEquals(verdicts, results.stream().filter((figure) -> figure.verdict() != null).count());
        results.forEach((figure) -> assertTrue(figure.value() > 0, figure.toString()));
    }

}
