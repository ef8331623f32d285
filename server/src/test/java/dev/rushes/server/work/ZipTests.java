package dev.rushes.server.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.rushes.models.Problem;
import dev.rushes.workers.Disk;
import dev.rushes.workers.Monitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Two attempts at one archive, of which one is taken for dead. */
class ZipTests {

    @TempDir
    private Path folder;

    @Test
    void twoAtOnceDoEachOtherNoHarm() throws IOException {
        Path sequence = sequence();
        String[] heir = new String[1];
        AtomicBoolean there = new AtomicBoolean();
        Path archive = Zip.of(sequence, new Monitor() {
            @Override
            public boolean cancelled() {
                if (there.compareAndSet(false, true)) {
                    heir[0] = Disk.sha256(Zip.of(sequence, Monitor.NONE), Monitor.NONE);
                }
                return false;
            }
        });
        assertEquals(heir[0], Disk.sha256(archive, Monitor.NONE));
        assertAlone();
    }

    @Test
    void whoIsCancelledLeavesNothing() throws IOException {
        Path sequence = sequence();
        assertThrows(Problem.class, () -> Zip.of(sequence, new Monitor() {
            @Override
            public boolean cancelled() {
                return true;
            }
        }));
        assertFalse(Files.exists(this.folder.resolve("shot.zip")));
        assertAlone();
    }

    private void assertAlone() throws IOException {
        try (var files = Files.list(this.folder)) {
            assertEquals(0, files.filter((file) -> file.toString().endsWith(".part")).count());
        }
    }

    private Path sequence() throws IOException {
        Path sequence = Files.createDirectory(this.folder.resolve("shot"));
        for (int i = 0; i < 3; i++) {
            Files.write(sequence.resolve("shot." + i + ".png"), new byte[1000 + i]);
        }
        return sequence;
    }

}
