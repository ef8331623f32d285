package dev.rushes.server.watch;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CopyingTests {

    private static final Copying.Listener UNHEARD = (_, _) -> {
    };

    @TempDir
    Path folder;

    @Test
    void twoOfOneNameAtOnceAreBothDelivered() throws IOException {
        Path output = this.folder.resolve("out");
        Copying.Parcel one = parcel("one", "job_1");
        Copying.Parcel other = parcel("other", "job_2");
        Path[] meanwhile = new Path[1];
        Path made = Copying.deliver(one, output, (_, _) -> meanwhile[0] = Copying.deliver(other, output, UNHEARD));
        assertEquals("other", Files.readString(meanwhile[0]));
        assertEquals("one", Files.readString(made));
        assertEquals(List.of("C0001-2.mov", "C0001.mov"), names(output));
    }

    @Test
    void sameMeansTheSameBytes() throws IOException {
        Path output = Files.createDirectory(this.folder.resolve("out"));
        byte[] bytes = new byte[3 << 20];
        Copying.Parcel parcel = parcel(bytes, "job_1");
        bytes[bytes.length / 2] = 1;
        Files.write(output.resolve("C0001.mov"), bytes);
        assertEquals("C0001-2.mov", Copying.deliver(parcel, output, UNHEARD).getFileName().toString());
        assertEquals("C0001-2.mov", Copying.deliver(parcel, output, UNHEARD).getFileName().toString());
        assertEquals(List.of("C0001-2.mov", "C0001.mov"), names(output));
    }

    @Test
    void whatADeadServerLeftIsClearedUp() throws IOException {
        Path output = Files.createDirectory(this.folder.resolve("out"));
        Copying.Parcel parcel = parcel("one", "job_1");
        // killed after the name was given, and before the other name was taken away
        Files.writeString(output.resolve("C0001.mov"), "one");
        Files.writeString(output.resolve(".job_1.part"), "one");
        Copying.deliver(parcel, output, UNHEARD);
        assertEquals(List.of("C0001.mov"), names(output));
    }

    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        Path output = Files.createDirectory(this.folder.resolve("out"));
        Path precious = Files.writeString(this.folder.resolve("precious"), "precious");
        Files.createSymbolicLink(output.resolve("C0001.mov"), this.folder.resolve("nowhere"));
        Files.createSymbolicLink(output.resolve("C0001-2.mov"), precious);
        Files.createSymbolicLink(output.resolve(".job_1.part"), precious);
        assertEquals(output.resolve("C0001-3.mov"), Copying.deliver(parcel("one", "job_1"), output, UNHEARD));
        assertEquals("precious", Files.readString(precious));
        assertFalse(Files.exists(this.folder.resolve("nowhere")));
    }

    @Test
    void whatIsNotWhatTheJobMadeIsNotDelivered() throws IOException {
        Path output = this.folder.resolve("out");
        Copying.Parcel parcel = parcel("one", "job_1");
        Files.writeString(parcel.file(), "two");
        IOException damaged = assertThrows(IOException.class, () -> Copying.deliver(parcel, output, UNHEARD));
        assertTrue(Troubles.sentence(damaged).contains("not what the job has made"), Troubles.sentence(damaged));
        assertEquals(List.of(), names(output));
    }

    /** ZIP archives are a file system that knows no links. */
    @Test
    void withoutLinksNothingIsReplacedEither() throws IOException {
        URI archive = URI.create("jar:" + this.folder.resolve("a.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path part = Files.writeString(zip.getPath("/a.part"), "new");
            Path name = Files.writeString(zip.getPath("/a.mov"), "old");
            assertFalse(Copying.publish(part, name));
            assertEquals("old", Files.readString(name));
            assertTrue(Copying.publish(part, zip.getPath("/b.mov")));
            assertEquals("new", Files.readString(zip.getPath("/b.mov")));
        }
    }

    private Copying.Parcel parcel(String content, String mark) throws IOException {
        return parcel(content.getBytes(StandardCharsets.UTF_8), mark);
    }

    private Copying.Parcel parcel(byte[] content, String mark) throws IOException {
        Path file = Files.write(this.folder.resolve(mark), content);
        return new Copying.Parcel(file, Fingerprint.whole(file), "C0001.mov", mark);
    }

    private static List<String> names(Path folder) {
        String[] names = folder.toFile().list();
        Arrays.sort(names);
        return List.of(names);
    }

}
