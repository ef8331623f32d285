package dev.rushes.server.work;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.rushes.server.fixture.Books;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.queue.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    @Test
    void noneButTheVeryProcessThatAServerStartedIsKilled() throws Exception {
        try (Books books = new Books(Databases.SQLITE, this.folder)) {
            Roll roll = books.production.roll();
            Process process = new ProcessBuilder("sleep", "1000").start();
            try {
                roll.seen("w", Resource.CPU, true);
                roll.end("w");
                set(books, "pid", process.pid());
                set(books, "born", "earlier");
                roll.end("w");
                assertTrue(process.isAlive(), "another process has its number now");
                set(books, "born", Birth.of(process.pid()));
                set(books, "supervised", 0);
                roll.end("w");
                assertTrue(process.isAlive(), "somebody has started it by hand");
                set(books, "supervised", 1);
                roll.end("w");
                assertTrue(process.waitFor(1, TimeUnit.MINUTES));
                roll.end("w");
                roll.end("unknown");
            }
            finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static void set(Books books, String column, Object value) {
        books.production.database()
            .update((handle) -> handle.execute("UPDATE workers SET %s = ? WHERE id = 'w'".formatted(column), value));
    }

}
