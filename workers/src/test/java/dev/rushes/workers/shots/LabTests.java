package dev.rushes.workers.shots;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.rushes.models.dl4j.Classifier;
import dev.rushes.workers.engine.Clips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The lab's programs for shots are run once, on very little. */
class LabTests {

    @TempDir
    private Path folder;

    @Test
    void aNetworkIsTrainedAndMeasured() throws Exception {
        Path pictures = Files.createDirectory(this.folder.resolve("pictures"));
        Files.copy(Clips.make("one.png", "-f lavfi -i mandelbrot=size=1000x600 -frames:v 1"),
                pictures.resolve("one.png"));
        Path footage = Files.write(this.folder.resolve("footage.txt"),
                List.of(Clips.make("a.mkv", "-f lavfi -i mandelbrot=size=96x54:rate=25 -t 3 -c:v ffv1").toString(),
                        Clips.make("b.mkv", "-f lavfi -i mandelbrot=size=96x54:rate=25:start_scale=0.1 -t 3 -c:v ffv1")
                            .toString()));
        Path network = this.folder.resolve("network.zip");
        run("Train.java", pictures, footage, network, 4, 2);
        try (InputStream file = Files.newInputStream(network)) {
            assertEquals(Decision.INPUTS, Classifier.load(file).inputs());
        }
        String says = run("Evaluate.java", network, footage);
        assertTrue(says.contains("2 clips of one shot, 150 frames"), says);
    }

    private String run(String program, Object... arguments) throws IOException, InterruptedException {
        ProcessBuilder java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"), Path.of("../models/lab/shots", program).toString());
        for (Object argument : arguments) {
            java.command().add(argument.toString());
        }
        Path log = this.folder.resolve("log");
        int code = java.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
        String says = Files.readString(log);
        assertEquals(0, code, says);
        return says;
    }

}
