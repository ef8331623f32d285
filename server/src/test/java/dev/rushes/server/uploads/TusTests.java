package dev.rushes.server.uploads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import dev.rushes.server.Client;
import dev.rushes.server.FrontFixture;
import dev.rushes.server.SteppedClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of all verbs share: a front, and a client of it. */
abstract class TusTests {

    @TempDir
    Path data;

    final SteppedClock clock = new SteppedClock();

    final FrontFixture.Options options = new FrontFixture.Options();

    FrontFixture front;

    Client client;

    @BeforeEach
    final void open() {
        if (this.options.database == null) {
            this.options.database = database();
        }
        this.front = new FrontFixture(this.data, this.clock, this.options);
        this.client = new Client(this.front);
    }

    @AfterEach
    final void close() {
        this.front.close();
    }

    /** A database's URL, or null for SQLite. */
    String database() {
        return null;
    }

    final void restart() {
        close();
        open();
    }

    /** Bytes of all files in a folder. */
    static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong((file) -> file.toFile().length()).sum();
        }
    }

}
