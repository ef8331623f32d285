package dev.rushes.server.work;

import java.nio.file.Path;
import java.util.List;

import dev.rushes.server.fixture.Books;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.queue.Resource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class RollTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aContainerWithThisMachinesNameIsAnotherMachine(Databases kind) {
        try (Books books = new Books(kind, this.folder)) {
            Roll roll = books.production.roll();
            roll.seen("mine", Resource.CPU, false);
            roll.seen("crashed", Resource.CPU, false);
            books.production.database().update((handle) -> {
                handle.execute("UPDATE workers SET born = 'earlier' WHERE id = 'crashed'");
                // as one signs in that has this name, and process ids of its own
                handle.execute("INSERT INTO workers (id, resource, host, pid, born, supervised, beats)"
                        + " VALUES ('contained', 'cpu', ?, 7, 'earlier', 0, 1)", Roll.host());
            });
            assertEquals(List.of("crashed"), roll.dead());
        }
    }

}
