package dev.rushes.server.database;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rushes.models.Problem;
import dev.rushes.workers.Disk;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The one database: SQLite in the data directory, or PostgreSQL. Every change is one
 * transaction; nothing outside it is done before it is committed.
 */
public final class Database implements AutoCloseable {

    /** A reader a request, a writer, and what the schedulers hold. */
    private static final int CONNECTIONS = 16;

    private static final int IDLE_CONNECTIONS = 2;

    private static final int PATIENCE_MILLIS = 10_000;

    /** PostgreSQL's code for NUL and the like within a text. */
    private static final String NO_SUCH_CHARACTER = "22021";

    /**
     * PostgreSQL's codes for a row that another transaction has needed or added between
     * two statements of this one; SQLite lets no other come between.
     */
    private static final Set<String> RIVALS = Set.of("23503", "23505");

    private final Dialect dialect;

    private final HikariDataSource source;

    private final Jdbi jdbi;

    private Database(Dialect dialect, HikariDataSource source) {
        this.dialect = dialect;
        this.source = source;
        this.jdbi = Jdbi.create(source);
    }

    /** How this one looks for words. */
    public FullText fullText() {
        return this.dialect;
    }

    /** Whether a data directory has a SQLite database. */
    public static boolean isIn(Path data) {
        return Files.exists(file(data));
    }

    /**
     * What the command line is told to find the same database; a password is not said.
     */
    public static String options(String url, Path data) {
        return (url != null) ? "--db " + quoted(PostgresUrl.withPlaceholder(url)) : "--data " + quoted(data.toString());
    }

    private static String quoted(String word) {
        return word.matches("[\\w./:@-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static Path file(Path data) {
        return data.resolve("rushes.db");
    }

    /**
     * Connects, and brings the tables up to date.
     * @param url {@code postgresql://user:password@host/name}, or null for SQLite
     * @param data the data directory, where SQLite's file lies
     * @throws Problem INVALID for a URL of another kind, EXHAUSTED if there is no answer
     */
    public static Database open(String url, Path data) {
        LibraryLogs.quieten();
        Dialect dialect = (url == null) ? Dialect.SQLITE : Dialect.POSTGRESQL;
        HikariConfig config = new HikariConfig();
        config.setMaximumPoolSize(CONNECTIONS);
        // each process of a server has a pool, and PostgreSQL allows a hundred in all
        config.setMinimumIdle(IDLE_CONNECTIONS);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        if (url == null) {
            // IMMEDIATE: a transaction that reads first and writes later would else fail
            // at once when another wrote in between, whatever the timeout. FULL: what was
            // answered with 201 or 204 is there after a power cut
            config.setJdbcUrl("jdbc:sqlite:" + file(data) + "?journal_mode=WAL&busy_timeout=" + PATIENCE_MILLIS
                    + "&synchronous=FULL&foreign_keys=on&transaction_mode=IMMEDIATE");
        }
        else {
            PostgresUrl.parse(url).configure(config);
        }
        HikariDataSource source = null;
        try {
            if (url == null) {
                make(file(data));
            }
            HikariDataSource opened = new HikariDataSource(config);
            source = opened;
            FluentConfiguration tables = Flyway.configure();
            if (url == null) {
                tables.dataSource(opened);
            }
            else {
                PostgresUrl patient = PostgresUrl.parse(url).patient();
                tables.dataSource(patient.jdbc(), patient.user(), patient.password());
            }
            Migration.alone((url == null) ? data : null,
                    () -> tables.locations("classpath:dev/rushes/server/database")
                        .placeholders(dialect.words())
                        .load()
                        .migrate());
            return new Database(dialect, source);
        }
        catch (RuntimeException trouble) {
            if (source != null) {
                source.close();
            }
            if (trouble instanceof Problem known) {
                throw known;
            }
            String where = (url == null) ? file(data).toString() : PostgresUrl.withoutPassword(url);
            if (trouble instanceof FlywayException && !(trouble.getCause() instanceof SQLException)) {
                throw Problem.invalid("the database %s is of another version of Rushes: %s", where, firstLine(trouble));
            }
            throw Problem.exhausted("the database %s cannot be opened: %s", where, firstLine(trouble));
        }
    }

    /** SQLite gives what it makes beside the file the same mode. */
    private static void make(Path file) {
        try {
            if (Files.notExists(file) && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(file,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        }
        catch (FileAlreadyExistsException raced) {
            // another process begins at the same time
        }
        catch (IOException trouble) {
            throw Disk.problem(trouble, "the database %s cannot be made".formatted(file));
        }
    }

    /** Whether one process on one machine has it to itself. */
    public boolean embedded() {
        return this.dialect == Dialect.SQLITE;
    }

    /** For db-scheduler. */
    public DataSource source() {
        return this.source;
    }

    /**
     * Reads, without a transaction of its own.
     * @throws Problem EXHAUSTED if the database is away, locked or full, which passes;
     * INTERNAL if it refuses the question
     */
    public <T> T read(Function<Handle, T> work) {
        return translated(() -> this.jdbi.withHandle(work::apply));
    }

    /**
     * Changes in one transaction; all of it or nothing.
     * @throws Problem EXHAUSTED if the database is away, locked or full, which passes;
     * INTERNAL if it refuses the change
     */
    public <T> T change(Function<Handle, T> work) {
        return translated(() -> this.jdbi.inTransaction(work::apply));
    }

    /** The same with no result. */
    public void update(Consumer<Handle> work) {
        change((handle) -> {
            work.accept(handle);
            return null;
        });
    }

    /** Whether it is a database that is away, locked or full of which a problem tells. */
    public static boolean away(Problem problem) {
        return problem.kind() == Problem.Kind.EXHAUSTED && problem.getCause() instanceof JdbiException;
    }

    private static <T> T translated(java.util.function.Supplier<T> work) {
        try {
            return work.get();
        }
        catch (JdbiException trouble) {
            SQLException cause = cause(trouble);
            String state = (cause != null) ? String.valueOf(cause.getSQLState()) : "";
            if (NO_SUCH_CHARACTER.equals(state)) {
                throw Problem.invalid("a text holds a character that the database does not store, such as NUL");
            }
            if (RIVALS.contains(state)) {
                throw Problem.conflict("somebody else has just changed what this needs; look at it again");
            }
            if (Outage.caused(trouble)) {
                throw new Problem(Problem.Kind.EXHAUSTED,
                        "the database did not answer: %s; try again".formatted(firstLine(trouble)), trouble);
            }
            throw Problem.internal(trouble, "the database refused what was asked of it: %s", firstLine(trouble));
        }
    }

    /** The deepest that the database itself says, or null. */
    private static SQLException cause(Throwable trouble) {
        SQLException deepest = null;
        for (Throwable at = trouble; at != null; at = at.getCause()) {
            deepest = (at instanceof SQLException sql) ? sql : deepest;
        }
        return deepest;
    }

    private static String firstLine(Throwable trouble) {
        Throwable cause = trouble;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    }

    @Override
    public void close() {
        this.source.close();
    }

}
