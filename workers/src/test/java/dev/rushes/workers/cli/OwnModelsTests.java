package dev.rushes.workers.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.rushes.models.Models;
import dev.rushes.workers.engine.Clips;
import dev.rushes.workers.engine.Ffmpeg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A user's own model, from the command line. */
class OwnModelsTests {

    @TempDir
    private Path temp;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aFileBecomesAModelOnceItsQuestionIsAnswered() throws IOException {
        Path file = this.temp.resolve("net.onnx");
        try (InputStream shipped = Models.class.getResourceAsStream("catalogue/upscale-x2-fast.onnx")) {
            Files.copy(shipped, file);
        }
        String folder = this.temp.resolve("own").toString();
        assertEquals(ExitCode.BAD_ARGUMENTS, run("models", "add", file.toString(), "--models", folder));
        assertTrue(err().contains("--channels RGB"), err());
        assertEquals(ExitCode.BAD_ARGUMENTS,
                run("models", "add", file.toString(), "--models", folder, "--channels", "RGB", "--range", "-1..1"));
        assertTrue(err().contains("--range -1..1 contradicts what was seen"), err());
        assertEquals(ExitCode.DONE, run("models", "add", file.toString(), "--models", folder, "--channels", "RGB",
                "--range", "0..1", "--licence", "Apache-2.0"));
        assertEquals(folder + "/net.json", out().strip());
        assertTrue(err().lines().anyMatch((line) -> line.matches("halo +9 .*")), err());
        assertEquals("Apache-2.0", Models.in(Path.of(folder)).card("net").licence());
        assertEquals(ExitCode.DONE, run("models", "show", "net", "--models", folder));
        assertTrue(out().contains("\"confidence\""), out());
        assertEquals(picturesBy("upscale-x2-fast", folder), picturesBy("net", folder));
        assertEquals(ExitCode.DONE, run("models", "remove", "net", "--models", folder));
        assertFalse(Files.exists(Path.of(folder, "net.json")));
        assertEquals(ExitCode.BAD_ARGUMENTS, run("models", "remove", "net", "--models", folder));
    }

    private List<String> picturesBy(String model, String folder) {
        Path clip = Clips.make("clip.mkv", "-f lavfi -i testsrc2=64x48:rate=25 -frames:v 3 -c:v ffv1");
        assertEquals(ExitCode.DONE, run("process", clip.toString(), "--upscale", "2", "--model", model, "--codec",
                "ffv1", "--out", this.temp.resolve(model).toString(), "--models", folder, "--progress", "none"), err());
        return Ffmpeg.pictures(Path.of(out().strip()));
    }

    @Test
    void aBrokenFileIsAFailure() throws IOException {
        Path file = Files.writeString(this.temp.resolve("net.onnx"), "no network");
        String folder = this.temp.resolve("own").toString();
        assertEquals(ExitCode.FAILED, run("models", "add", file.toString(), "--models", folder));
        assertTrue(err().contains("net.onnx: it is truncated, damaged or no ONNX file"), err());
        assertFalse(Files.exists(Path.of(folder)));
    }

    private int run(String... words) {
        this.out.reset();
        this.err.reset();
        return Main.run(new Shell(new PrintStream(this.out, true, StandardCharsets.UTF_8),
                new PrintStream(this.err, true, StandardCharsets.UTF_8), 0, false, () -> false,
                new ModelsFolder(Map.of())), words);
    }

    private String out() {
        return this.out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return this.err.toString(StandardCharsets.UTF_8);
    }

}
