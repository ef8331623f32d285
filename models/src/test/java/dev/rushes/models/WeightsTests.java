package dev.rushes.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rushes.models.onnx.ExternalFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights that lie in a second file. */
class WeightsTests {

    private static final String INSIDE = "up-external.weights";

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        for (String name : new String[] { "up-external.json", "up-external.onnx", INSIDE }) {
            Files.copy(Forms.folder().resolve(name), this.folder.resolve(name));
        }
    }

    @Test
    void filesAreFoundInTheNetwork() throws IOException {
        assertEquals(Set.of(INSIDE), ExternalFiles.of(Files.readAllBytes(this.folder.resolve("up-external.onnx"))));
        assertEquals(Set.of(), ExternalFiles.of(Files.readAllBytes(Forms.folder().resolve("clean.onnx"))));
    }

    @Test
    void halfANetworkIsNone() throws IOException {
        byte[] whole = Files.readAllBytes(Forms.folder().resolve("clean.onnx"));
        Problem problem = assertThrows(Problem.class, () -> ExternalFiles.of(Arrays.copyOf(whole, whole.length / 2)));
        assertEquals(Problem.Kind.INVALID, problem.kind());
    }

    @Test
    void changedWeightsAreRefused() throws IOException {
        byte[] weights = Files.readAllBytes(this.folder.resolve(INSIDE));
        weights[100] ^= 1;
        Files.write(this.folder.resolve(INSIDE), weights);
        assertTells("the weights up-external.weights are not those of the model");
    }

    @Test
    void weightsThatTheCardDoesNotListAreRefused() throws IOException {
        change("(?s),\\s*\"external_data\": \\[.*?]", "");
        assertTells("takes weights from \"up-external.weights\", which its card does not list");
    }

    /** A network of somebody's that reaches for other files than it may. */
    @ParameterizedTest
    @ValueSource(strings = { "../../../../secret", "/etc/ld.so.cache---" })
    void aNetworkCannotReachOutOfItsFolder(String path) throws Exception {
        String location = path.substring(0, Math.min(path.length(), INSIDE.length()));
        location += "x".repeat(INSIDE.length() - location.length());
        Path onnx = this.folder.resolve("up-external.onnx");
        byte[] bytes = new String(Files.readAllBytes(onnx), StandardCharsets.ISO_8859_1).replace(INSIDE, location)
            .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(onnx, bytes);
        String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        change("(?m)^  \"sha256\": \".*\"", "  \"sha256\": \"" + sha256 + "\"");
        assertTells("takes weights from \"" + location + "\"");
        change("\"file\": \"up-external.weights\"", "\"file\": \"" + location + "\"");
        assertTells("\"external_data.file\" is " + location);
    }

    private void change(String pattern, String replacement) throws IOException {
        Path file = this.folder.resolve("up-external.json");
        String card = Files.readString(file);
        String changed = card.replaceAll(pattern, replacement);
        assertTrue(!changed.equals(card), card);
        Files.writeString(file, changed);
    }

    private void assertTells(String sentence) {
        Problem problem = assertThrows(Problem.class, () -> {
            Models models = Models.in(this.folder);
            models.open(models.card("up-external"), Device.CPU, 1).close();
        });
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertTrue(problem.getMessage().contains(sentence), problem.getMessage());
    }

}
