package dev.rushes.workers.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.rushes.models.LicencePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The README says of the models what their cards say. */
class CatalogueDocumentTests {

    private static final Path README = Path.of("..", "README.md");

    @Test
    void theTableIsThatOfTheCards(@TempDir Path none) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertEquals(ExitCode.DONE,
                Main.run(
                        new Shell(stream, stream, 0, false, () -> false,
                                new ModelsFolder(Map.of(ModelsFolder.VARIABLE, none.toString()))),
                        "models", "--markdown"));
        String table = out.toString(StandardCharsets.UTF_8);
        assertTrue(Files.readString(README).contains(table),
                "put the output of \"rushes models --markdown\" into README.md:\n" + table);
    }

    @Test
    void thePermissiveLicencesAreThoseOfThePolicy() throws IOException {
        assertTrue(
                Files.readString(README)
                    .replaceAll("\\s+", " ")
                    .contains(String.join(", ", LicencePolicy.permissive())),
                String.join(", ", LicencePolicy.permissive()));
    }

}
