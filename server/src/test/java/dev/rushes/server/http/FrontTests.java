package dev.rushes.server.http;

import java.io.IOException;
import java.nio.file.Path;

import dev.rushes.server.Client;
import dev.rushes.server.FrontFixture;
import dev.rushes.server.RawRequest;
import dev.rushes.server.SteppedClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A front, and requests as no library sends them. */
abstract class FrontTests {

    @TempDir
    Path data;

    final SteppedClock clock = new SteppedClock();

    FrontFixture front;

    Client client;

    @BeforeEach
    final void open() {
        this.front = new FrontFixture(this.data, this.clock, options());
        this.client = new Client(this.front);
    }

    @AfterEach
    final void close() {
        this.front.close();
    }

    FrontFixture.Options options() {
        return new FrontFixture.Options();
    }

    /** HTTP's status of a head without a body. */
    final int status(String... lines) throws IOException {
        try (RawRequest request = new RawRequest(this.front)) {
            return Integer.parseInt(request.lines(lines).lines("").status().split(" ")[1]);
        }
    }

}
