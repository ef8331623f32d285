package dev.rushes.server.database;

import java.nio.file.Path;

import dev.rushes.models.Problem;
import dev.rushes.server.fixture.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

class PostgresUrlTests {

    private static final String USUAL = "?tcpKeepAlive=true&socketTimeout=60";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgresql://u:p@my_db/rushes                    | my_db/rushes
            postgres://u:p@db:6432/rushes                    | db:6432/rushes
            postgresql://u:p@one,two/rushes                  | one,two/rushes
            postgresql://u:p@one:5432,my_two:5433/rushes     | one:5432,my_two:5433/rushes
            postgresql://u:p@[::1]:5432,[fe80::1]:1/rushes   | [::1]:5432,[fe80::1]:1/rushes
            """)
    void anyHostsWillDo(String url, String target) {
        assertEquals(new PostgresUrl("jdbc:postgresql://" + target + USUAL, "u", "p"), PostgresUrl.parse(url));
    }

    @Test
    void userAndPasswordMayBeLeftOutOrHoldAnything() {
        assertEquals(new PostgresUrl("jdbc:postgresql://db/a" + USUAL, null, null),
                PostgresUrl.parse("postgresql://db/a"));
        assertEquals(new PostgresUrl("jdbc:postgresql://db/a" + USUAL, "me", "a@b:c/+ü"),
                PostgresUrl.parse("postgresql://me:a%40b:c%2F+%C3%BC@db/a"));
    }

    @Test
    void whatTheUrlSaysItselfHolds() {
        assertEquals("jdbc:postgresql://db/a?socketTimeout=5&ssl=true&tcpKeepAlive=false",
                PostgresUrl.parse("postgresql://db/a?socketTimeout=5&ssl=true&tcpKeepAlive=false").jdbc());
        assertEquals("jdbc:postgresql://db/a?ssl=true&tcpKeepAlive=true&socketTimeout=0",
                PostgresUrl.parse("postgresql://db/a?ssl=true").patient().jdbc());
    }

    @ParameterizedTest
    @ValueSource(strings = { "mysql://u:secret@db/a", "postgresql://u:secret@/a", "postgresql://u:secret@db",
            "postgresql://u:secret@db/", "postgresql://u:se@cret@db name/a" })
    void othersAreRefusedWithoutTheirPassword(String url) {
        Problem problem = assertThrows(Problem.class, () -> PostgresUrl.parse(url));
        assertEquals(Problem.Kind.INVALID, problem.kind());
        assertFalse(problem.getMessage().contains("cret"), problem.getMessage());
    }

    @Test
    void oneOfSeveralHostsIsEnough() {
        String url = Postgres.database().replace("@", "@127.0.0.1:1,");
        try (Database database = Database.open(url, this.folder)) {
            assertEquals(1,
                    database.<Integer>read((handle) -> handle.createQuery("SELECT 1").mapTo(Integer.class).one()));
        }
    }

    @Test
    void aMachineThatSaysNothingIsNotWaitedForForEver() {
        try (Database database = Database.open(Postgres.database() + "?socketTimeout=1", this.folder)) {
            Problem problem = assertThrows(Problem.class,
                    () -> database.update((handle) -> handle.execute("SELECT pg_sleep(100)")));
            assertEquals(Problem.Kind.EXHAUSTED, problem.kind(), problem.getMessage());
        }
    }

    @Test
    void aCommandIsToldOfItWithoutThePassword() {
        Path data = Path.of("/srv/my rushes");
        assertEquals("--db postgresql://ann:PASSWORD@db/rushes",
                Database.options("postgresql://ann:se@cret@db/rushes", data));
        assertEquals("--db 'postgresql://ann@db/rushes?ssl=true'",
                Database.options("postgresql://ann@db/rushes?ssl=true", data));
        assertEquals("--data '/srv/my rushes'", Database.options(null, data));
    }

}
