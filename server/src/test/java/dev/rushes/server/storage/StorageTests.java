package dev.rushes.server.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

import dev.rushes.models.Problem;
import dev.rushes.server.database.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StorageTests {

    @ParameterizedTest
    @CsvSource({ "clip.mov, clip.mov", "../../etc/passwd, passwd", "C:\\Footage\\A001.mov, A001.mov", "/, footage",
            ".., footage", "., footage", ".mov, footage.mov", "' a b .mov ', 'a b .mov'", "Größe 漢字.mov, Größe 漢字.mov",
            "a/b/, footage" })
    void onlyABaseNameIsKept(String wanted, String name) {
        assertEquals(name, FileNames.safe(wanted, "footage"));
    }

    @Test
    void whatCannotBeSeenIsLeftOut() {
        assertEquals("agpj.mov", FileNames.safe("a\u202egpj\u0000\n.mov", "footage"));
        assertEquals("footage", FileNames.safe(null, "footage"));
        assertEquals("footage", FileNames.safe("\u0007", "footage"));
    }

    @Test
    void aLongNameKeepsItsExtension() {
        String name = FileNames.safe("漢".repeat(300) + ".mov", "footage");
        assertTrue(name.endsWith("漢.mov"));
        assertTrue(name.getBytes(StandardCharsets.UTF_8).length <= 180);
    }

    @Test
    void sizesAreReadAsPeopleWriteThem() {
        assertEquals(500L << 30, ByteCount.parse("500G"));
        assertEquals(3L << 39, ByteCount.parse("1.5TiB"));
        assertEquals(100, ByteCount.parse("100"));
        assertEquals("1.5 GiB", ByteCount.text(3L << 29));
        for (String wrong : new String[] { "", "G", "-1G", "0", "1X", "1e9" }) {
            assertThrows(Problem.class, () -> ByteCount.parse(wrong));
        }
    }

    @Test
    void whatIsMadeIsOpenToNobodyElse(@TempDir Path folder) throws Exception {
        Path root = folder.resolve("new/data");
        Storage storage = new Storage(root);
        try (Database _ = Database.open(null, root)) {
            for (String file : List.of("rushes.db", "rushes.db-wal", "rushes.db-shm")) {
                assertEquals("rw-------", mode(root.resolve(file)), file);
            }
        }
        assertEquals("rwx------", mode(root));
        for (Path own : storage.folders()) {
            assertEquals("rwx------", mode(own), own.toString());
        }
        assertNotEquals("rwx------", mode(folder.resolve("new")), "what it lies in is somebody else's");
    }

    @Test
    void aFileInTheWayIsSaid(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("data"));
        Problem refused = assertThrows(Problem.class, () -> new Storage(file));
        assertTrue(refused.getMessage().contains("a file of that name is in the way"), refused.getMessage());
    }

    @Test
    void whoIsKeptOutIsToldWhatToDo() {
        String what = "/srv/rushes/rushes.db cannot be written";
        String command = "`chown -R ann /srv/rushes`";
        assertEquals(what + ": it belongs to root and Rushes runs as ann; run `chown -R ann /srv/rushes` as root,"
                + " or give another --data", Permissions.sentence(what, "root", "ann", command, false));
        assertTrue(
                Permissions.sentence(what, "bob", "ann", command, false).contains("run Rushes as bob, or run `chown"));
        assertTrue(Permissions.sentence(what, "ann", "ann", command, false).contains("chmod -R u+rwX"));
        assertTrue(Permissions.sentence(what, "ann", "ann", command, true).contains("for reading only"));
    }

    @Test
    void aDirectoryThatMayNotBeUsedIsRefused(@TempDir Path folder) throws Exception {
        Path root = new Storage(folder.resolve("data")).root();
        for (Path path : List.of(root.resolve("blobs"), Files.createFile(root.resolve("server.lock")), root)) {
            Set<PosixFilePermission> before = Files.getPosixFilePermissions(path);
            Files.setPosixFilePermissions(path, Set.of());
            for (boolean remote : new boolean[] { false, true }) {
                String refused = KeptOut.open(root, remote);
                assertTrue(refused.contains(path + " cannot be "), refused);
            }
            Files.setPosixFilePermissions(path, before);
        }
        Files.setPosixFilePermissions(root, Set.of());
        String hidden = KeptOut.open(root.resolve("deeper"), false);
        assertTrue(hidden.contains(root + " cannot be entered, so"), hidden);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        assertEquals("opened " + root, KeptOut.open(root, false));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aDirectoryAndADatabaseBelongTogether(@TempDir Path one, @TempDir Path other) throws Exception {
        Storage first = new Storage(one);
        Storage second = new Storage(other);
        try (Database database = Database.open(null, one); Database another = Database.open(null, other)) {
            Installation.check(first, database, 0);
            Installation.check(first, database, 0);
            assertEquals(Problem.Kind.CONFLICT,
                    assertThrows(Problem.class, () -> Installation.check(second, database, 0)).kind());
            // a new database beside footage that it does not know
            Files.createDirectories(first.blob("ab".repeat(32)));
            assertEquals(Problem.Kind.CONFLICT,
                    assertThrows(Problem.class, () -> Installation.check(first, another, 0)).kind());
        }
    }

}
