package dev.rushes.models.examination;

import dev.rushes.models.Device;
import dev.rushes.models.Model;
import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OwnModelsTests {

    private static final Wishes RGB = new Wishes(null, null, null, "RGB", null, null);

    @TempDir
    private Path temp;

    private Path file;

    private OwnModels models;

    @BeforeEach
    void makeFiles() throws IOException {
        this.file = Files.write(this.temp.resolve("My Net_x2.onnx"), Variants.PLAIN.bytes());
        this.models = new OwnModels(this.temp.resolve("own/models"));
    }

    @Test
    void aModelComesAndIsReplacedAndGoes() throws IOException {
        Naming naming = Naming.of(this.file, null, null, null);
        try (Examination examination = Examination.of(this.file, RGB, Limits.STANDARD, () -> false)) {
            Path card = this.models.add(examination, naming, false);
            assertEquals("my-net-x2.json", card.getFileName().toString());
            ModelCard written = Models.in(this.models.folder()).card("my-net-x2");
            assertEquals("NOASSERTION", written.licence());
            assertEquals("My Net_x2.onnx", written.title());
            int halo = Models.shipped().card("upscale-x2-fast").halo();
            assertEquals(halo, written.halo());
            assertEquals("generated", written.quality().getFirst().set());
            assertEquals(String.valueOf(halo), written.findings().get("halo").value());
            assertEquals(1, written.findings().get("scale").confidence());
            try (Model model = Models.in(this.models.folder()).open(written, Device.CPU, 1)) {
                assertEquals(written, model.card());
            }
            Problem twice = assertThrows(Problem.class, () -> this.models.add(examination, naming, false));
            assertEquals(Problem.Kind.INVALID, twice.kind());
            assertTrue(twice.getMessage().contains("--replace"), twice.getMessage());
            // of an older version whose weights were others
            Files.move(this.models.folder().resolve(written.file()), this.models.folder().resolve("older.onnx"));
            Files.writeString(card, Files.readString(card).replace(written.file(), "older.onnx"));
            this.models.add(examination, new Naming("my-net-x2", "newer", "MIT OR Apache-2.0", "a shop"), true);
            assertEquals("newer", Models.in(this.models.folder()).card("my-net-x2").title());
            assertEquals(List.of(".lock", written.file(), "my-net-x2.json"), names());
        }
        this.models.remove("my-net-x2");
        assertEquals(List.of(".lock"), names());
        assertFalse(Files.exists(this.temp.resolve("nothing")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "nothing", "../x", "", "A" })
    void whatIsNotThereCannotBeRemoved(String id) {
        assertEquals(Problem.Kind.NOT_FOUND, assertThrows(Problem.class, () -> this.models.remove(id)).kind());
    }

    @ParameterizedTest
    @CsvSource({ "A,MIT,--id", "a/b,MIT,--id", "-a,MIT,--id", "a,MIT; rm,--licence", "a,'',--licence" })
    void namesAreChecked(String id, String licence, String flag) {
        Problem problem = assertThrows(Problem.class, () -> Naming.of(this.file, id, null, licence));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertTrue(problem.getMessage().contains(flag), problem.getMessage());
    }

    @Test
    void namesOfFilesBecomeIds() {
        assertEquals("real-esrgan-x4-v3", Naming.of(Path.of("/a/Real ESRGAN_x4.v3.ONNX"), null, null, null).id());
        assertThrows(Problem.class, () -> Naming.of(Path.of("日本.onnx"), null, null, null));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(this.models.folder())) {
            return files.map((path) -> path.getFileName().toString()).sorted().toList();
        }
    }

}
