package dev.rushes.server.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.rushes.models.LicencePolicy;
import dev.rushes.server.Production;
import dev.rushes.server.fixture.Awaiting;
import dev.rushes.server.fixture.Books;
import dev.rushes.server.fixture.Databases;
import dev.rushes.server.queue.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Real processes, which do nothing until they are told to go. */
class SupervisorTests {

    @TempDir
    private Path folder;

    @Test
    void aSlotOutlivesATableThatIsGone() {
        try (Books books = new Books(Databases.SQLITE, this.folder); Supervisor supervisor = supervise(books, 1)) {
            long first = pids(supervisor, 1).getFirst();
            rename(books, "tasks", "away");
            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            Awaiting.until("the next begins",
                    () -> supervisor.pids(Resource.CPU).stream().anyMatch((pid) -> pid != first));
            rename(books, "away", "tasks");
        }
    }

    @Test
    void allAreToldBeforeOneIsWaitedFor() {
        try (Books books = new Books(Databases.SQLITE, this.folder)) {
            Supervisor supervisor = supervise(books, 3);
            List<ProcessHandle> workers = pids(supervisor, 3).stream()
                .map((pid) -> ProcessHandle.of(pid).orElseThrow())
                .toList();
            supervisor.dismiss();
            Awaiting.until("they go, and none comes after them", () -> supervisor.pids(Resource.CPU).isEmpty());
            assertTrue(workers.stream().noneMatch(ProcessHandle::isAlive));
            supervisor.close();
            assertEquals(List.of(), supervisor.pids(Resource.CPU));
        }
    }

    @Test
    void thoseThatDieAtTheirWorkAreFollowedSoon() {
        try (Books books = new Books(Databases.SQLITE, this.folder); Supervisor _ = supervise(books, 1, Mortal.class)) {
            // with pauses that double, the last of them would come after three minutes
            Path begun = this.folder.resolve("begun");
            Awaiting.until("nine have died", () -> begun.toFile().length() >= 9);
        }
    }

    private Supervisor supervise(Books books, int workers) {
        return supervise(books, workers, Idle.class);
    }

    private Supervisor supervise(Books books, int workers, Class<?> program) {
        Supervisor supervisor = new Supervisor(books.production, new WorkerCommandLine(program.getName(), this.folder,
                null, 1, 0, LicencePolicy.ANY, Duration.ofHours(1)));
        supervisor.start(Map.of(Resource.CPU, workers));
        return supervisor;
    }

    private static List<Long> pids(Supervisor supervisor, int count) {
        Awaiting.until("they begin", () -> supervisor.pids(Resource.CPU).size() == count);
        return supervisor.pids(Resource.CPU);
    }

    private static void rename(Books books, String table, String name) {
        books.production.database()
            .update((handle) -> handle.execute("ALTER TABLE %s RENAME TO %s".formatted(table, name)));
    }

    /** The program of these processes. */
    static final class Idle {

        private Idle() {
        }

        public static void main(String[] words) throws IOException {
            while (System.in.read() >= 0) {
                // nothing is ever said
            }
        }

    }

    /** One that signs in as a real one does, and dies. */
    static final class Mortal {

        private Mortal() {
        }

        public static void main(String[] words) throws IOException {
            List<String> given = List.of(words);
            Path data = Path.of(given.get(given.indexOf("--data") + 1));
            try (Production production = Production.join(data, null, Clock.systemUTC())) {
                production.roll().seen(given.get(given.indexOf("--name") + 1), Resource.CPU, true);
                Files.writeString(data.resolve("begun"), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            Runtime.getRuntime().halt(137);
        }

    }

}
