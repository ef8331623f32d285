package dev.rushes.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Small models are trained, exported, measured and described by the lab's programs. */
class LabTests {

    private static final int MINUTES = 20;

    @TempDir
    private Path folder;

    @Test
    void everyStageWorks() throws Exception {
        Optional<String> python = python();
        assumeTrue(python.isPresent(), "There is no Python with torch, onnx, PIL and numpy here;"
                + " apt-get install python3-torch python3-onnx python3-pil python3-numpy");
        ProcessBuilder smoke = new ProcessBuilder(Path.of("lab", "smoke.sh").toAbsolutePath().toString());
        smoke.environment().put("PYTHON", python.get());
        assertEquals(0, run(smoke), this::output);
        assertTrue(output().endsWith("smoke: all well\n"), this::output);
    }

    private Optional<String> python() throws IOException, InterruptedException {
        List<String> candidates = Stream.of(System.getenv("PYTHON"), "python3", "/usr/bin/python3")
            .filter(Objects::nonNull)
            .toList();
        for (String candidate : candidates) {
            try {
                if (run(new ProcessBuilder(candidate, "-c", "import torch, onnx, PIL, numpy")) == 0) {
                    return Optional.of(candidate);
                }
            }
            catch (IOException none) {
                // there is no such program
            }
        }
        return Optional.empty();
    }

    private int run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            return -1;
        }
        return process.exitValue();
    }

    private Path log() {
        return this.folder.resolve("log");
    }

    private String output() {
        try {
            return Files.readString(log(), StandardCharsets.UTF_8);
        }
        catch (IOException ex) {
            return ex.toString();
        }
    }

}
