package dev.rushes.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ModelsTests {

    @TempDir
    private Path folder;

    private final Models tiny = Models.in(TinyModels.folder());

    @Test
    void cardsAreSortedByTaskScaleAndId() {
        assertEquals(List.of("tiny-denoise", "tiny-upscale-x2", "tiny-upscale-x3"),
                this.tiny.cards().stream().map(ModelCard::id).toList());
    }

    @Test
    void anUnknownIdIsAnsweredWithTheNearestOne() {
        Problem problem = assertThrows(Problem.class, () -> this.tiny.card("tiny-upscale-2x"));
        assertEquals(Problem.Kind.NOT_FOUND, problem.kind());
        assertTrue(problem.getMessage().contains("did you mean \"tiny-upscale-x2\"?"), problem.getMessage());
        Problem strange = assertThrows(Problem.class, () -> this.tiny.card("zzz"));
        assertTrue(strange.getMessage().contains("tiny-denoise, tiny-upscale-x2"), strange.getMessage());
    }

    @Test
    void theFastOneIsPickedByDefault() throws IOException {
        write("a", "tiny-upscale-x2", Map.of("\"tiny-upscale-x2\"", "\"a\"", "\"fast\"", "\"fine\""));
        write("b", "tiny-upscale-x2", Map.of("\"tiny-upscale-x2\"", "\"b\""));
        write("c", "tiny-upscale-x3", Map.of("\"tiny-upscale-x3\"", "\"c\"", "\"fast\"", "\"fine\""));
        Models models = Models.in(this.folder);
        assertEquals("b", models.pick("upscale", 2).id());
        assertEquals("c", models.pick("upscale", 3).id());
        Problem problem = assertThrows(Problem.class, () -> models.pick("denoise", 1));
        assertEquals(Problem.Kind.NOT_FOUND, problem.kind());
    }

    @Test
    void whatAPolicyRefusesIsPassedOverAndRefusedByName() throws IOException {
        String x2 = "tiny-upscale-x2";
        write("a", x2, Map.of("\"tiny-upscale-x2\"", "\"a\"", "\"Apache-2.0\"", "\"GPL-3.0-only\""));
        write("b", x2, Map.of("\"tiny-upscale-x2\"", "\"b\"", "\"fast\"", "\"fine\""));
        write("c", "tiny-denoise", Map.of("\"Apache-2.0\"", "\"CC-BY-NC-4.0\""));
        Models models = Models.in(this.folder);
        assertEquals("a", models.pick("upscale", 2).id());
        Models strict = models.under(LicencePolicy.PERMISSIVE);
        assertEquals("b", strict.pick("upscale", 2).id());
        assertEquals("b", strict.card("auto", "upscale", 2).id());
        assertEquals(3, strict.cards().size());
        assertEquals("a", strict.card("a").id());
        assertRefused("a", "GPL-3.0-only", () -> strict.card("a", "upscale", 2));
        assertRefused("a", "GPL-3.0-only", () -> strict.open(strict.card("a"), Device.CPU, 1));
        // the only one there is
        assertRefused("tiny-denoise", "CC-BY-NC-4.0", () -> strict.pick("denoise", 1));
    }

    private static void assertRefused(String id, String licence, Executable use) {
        Problem problem = assertThrows(Problem.class, use);
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertTrue(problem.getMessage()
            .startsWith("the model " + id + " is refused by --licences permissive: its " + "licence, " + licence
                    + ", is not permissive"),
                problem.getMessage());
    }

    @Test
    void amongFastOnesThatForCleanPicturesIsPicked() throws IOException {
        write("a", "tiny-upscale-x2",
                Map.of("\"tiny-upscale-x2\"", "\"a\"", "\"scale\"", "\"suits\": \"camera\", \"scale\""));
        write("b", "tiny-upscale-x2", Map.of("\"tiny-upscale-x2\"", "\"b\"", "\"fast\"", "\"fine\""));
        assertEquals("b", Models.in(this.folder).pick("upscale", 2).id());
    }

    @Test
    void twoCardsOfOneIdAreRefused() throws IOException {
        write("a", "tiny-denoise", Map.of());
        write("b", "tiny-denoise", Map.of());
        Problem problem = assertThrows(Problem.class, () -> Models.in(this.folder));
        assertTrue(problem.getMessage().contains("tiny-denoise"), problem.getMessage());
    }

    @Test
    void weightsThatAreNotTheCardsAreRefused() throws IOException {
        write("a", "tiny-denoise", Map.of());
        byte[] weights = Files.readAllBytes(TinyModels.folder().resolve("tiny-denoise.onnx"));
        weights[weights.length / 2] ^= 1;
        Files.write(this.folder.resolve("tiny-denoise.onnx"), weights);
        Models models = Models.in(this.folder);
        Problem problem = assertThrows(Problem.class, () -> models.open(models.card("tiny-denoise"), Device.CPU, 1));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertTrue(problem.getMessage().contains("tiny-denoise.onnx"), problem.getMessage());
    }

    @Test
    void aJarIsReadLikeAFolder() throws IOException {
        Path jar = this.folder.resolve("models.jar");
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", true))) {
            Files.createDirectories(zip.getPath("some/where"));
            for (String name : List.of("tiny-denoise.json", "tiny-denoise.onnx")) {
                Files.copy(TinyModels.folder().resolve(name), zip.getPath("some/where", name));
            }
        }
        Shelf shelf = new Shelf.Jar(jar, "some/where");
        assertEquals(List.of("tiny-denoise.json", "tiny-denoise.onnx"), shelf.names());
        assertArrayEquals(Files.readAllBytes(TinyModels.folder().resolve("tiny-denoise.onnx")),
                shelf.bytes("tiny-denoise.onnx"));
    }

    @Test
    void aFolderThatIsNotThereIsNotFound() {
        Problem problem = assertThrows(Problem.class, () -> Models.in(this.folder.resolve("nowhere")));
        assertEquals(Problem.Kind.NOT_FOUND, problem.kind());
    }

    private void write(String name, String original, Map<String, String> changes) throws IOException {
        String card = Files.readString(TinyModels.folder().resolve(original + ".json"));
        for (Map.Entry<String, String> change : changes.entrySet()) {
            card = card.replace(change.getKey(), change.getValue());
        }
        Files.writeString(this.folder.resolve(name + ".json"), card);
    }

}
