package dev.rushes.server.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;

import dev.rushes.models.Problem;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Database;
import dev.rushes.server.storage.Permissions;
import dev.rushes.server.storage.Storage;
import picocli.CommandLine.Option;

/** Where the keys are, as the commands are told; the server may run meanwhile. */
final class KeyStore {

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "rushes-data",
            description = "the server's data directory (default: ${DEFAULT-VALUE})")
    private Path data;

    @Option(names = "--db", paramLabel = "URL",
            defaultValue = "${env:" + dev.rushes.server.work.WorkerCommandLine.DATABASE_VARIABLE + "}",
            description = "postgresql://user:password@host/name (default: SQLite in the data directory)")
    private String url;

    <T> T with(Function<ApiKeys, T> work) {
        if (this.url == null) {
            Permissions.demand(this.data.toAbsolutePath().normalize(), false);
        }
        if (this.url == null && !Files.isDirectory(this.data)) {
            throw Problem.notFound("there is no data directory %s; `rushes keys create` makes it, or give --data",
                    this.data.toAbsolutePath());
        }
        return open(work);
    }

    /** The same; a data directory that is not there yet is made, for the first key. */
    <T> T create(Function<ApiKeys, T> work) {
        if (this.url == null) {
            var _ = new Storage(this.data);
        }
        return open(work);
    }

    private <T> T open(Function<ApiKeys, T> work) {
        Clock clock = Clock.systemUTC();
        try (Database database = Database.open(this.url, this.data)) {
            return work.apply(new ApiKeys(database, new Audit(clock), clock));
        }
    }

    /** For the audit log. */
    static String who() {
        return "cli:" + System.getProperty("user.name", "unknown");
    }

}
