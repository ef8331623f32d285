package dev.rushes.models.examination;

import com.google.protobuf.ByteString;
import dev.rushes.models.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ExternalDataTests {

    @TempDir
    private Path folder;

    private ExternalData data;

    @BeforeEach
    void makeFiles() throws IOException {
        Files.write(this.folder.resolve("w.bin"), new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
        Files.createDirectory(this.folder.resolve("sub"));
        Files.write(this.folder.resolve("sub/w.bin"), new byte[100]);
        Files.createSymbolicLink(this.folder.resolve("out"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(this.folder.resolve("in"), Path.of("w.bin"));
        this.data = new ExternalData(this.folder, 50);
    }

    @Test
    void partsOfFilesAreRead() {
        assertEquals(8, read(Map.of("location", "w.bin")).size());
        assertEquals(8, read(Map.of("location", "in")).size());
        assertEquals(ByteString.copyFrom(new byte[] { 3, 4, 5 }),
                read(Map.of("location", "w.bin", "offset", "2", "length", "3")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "../../etc/passwd", "/etc/passwd", "", "a/../../b", "sub/../w.bin", "out", ".." })
    void nothingOutsideIsOpened(String location) {
        assertTells("not in the file's own folder", Map.of("location", location));
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertTells("not in the file's own folder", Map.of());
        assertTells("missing", Map.of("location", "nothing.bin"));
        assertTells("missing", Map.of("location", "a\0b"));
        assertTells("no regular file", Map.of("location", "sub"));
        assertTells("too large", Map.of("location", "sub/w.bin"));
        assertTells("too short", Map.of("location", "w.bin", "offset", "4", "length", "5"));
        assertTells("too short", Map.of("location", "w.bin", "length", "-1"));
        assertTells("no byte 9", Map.of("location", "w.bin", "offset", "9"));
        assertTells("no byte -1", Map.of("location", "w.bin", "offset", "-1"));
        assertTells("no number", Map.of("location", "w.bin", "offset", "x"));
    }

    private ByteString read(Map<String, String> where) {
        return this.data.of(new TensorHead(1, 1, true, where));
    }

    private void assertTells(String words, Map<String, String> where) {
        Problem problem = assertThrows(Problem.class, () -> read(where));
        assertEquals(Problem.Kind.MEDIA, problem.kind());
        assertTrue(problem.getMessage().contains(words), problem.getMessage());
    }

}
