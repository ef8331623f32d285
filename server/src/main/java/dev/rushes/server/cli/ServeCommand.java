package dev.rushes.server.cli;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import dev.rushes.models.Problem;
import dev.rushes.server.Server;
import dev.rushes.server.ServerOptions;
import dev.rushes.server.retention.KeepTime;
import dev.rushes.server.storage.ByteCount;
import dev.rushes.workers.cli.Cancellation;
import dev.rushes.workers.cli.LicencesOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code rushes serve}: the server with its workers, until it is told to stop. */
@Command(name = "serve", sortOptions = false,
        description = "Starts the server: upload footage, queue jobs and fetch masters over HTTP.")
final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = System.getLogger(ServeCommand.class.getName());

    private final Cancellation stop;

    @Option(names = "--port", paramLabel = "N", defaultValue = "8080", converter = Port.class,
            description = "where to listen, 0 for any free port (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = "127.0.0.1",
            description = "address to listen at (default: ${DEFAULT-VALUE}, this machine only)")
    private String bind;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "rushes-data",
            description = "folder for footage, masters and the built-in database, made if missing"
                    + " (default: ${DEFAULT-VALUE})")
    private Path data;

    @Option(names = "--db", paramLabel = "URL",
            defaultValue = "${env:" + dev.rushes.server.work.WorkerCommandLine.DATABASE_VARIABLE + "}",
            description = "postgresql://user:password@host/name in place of the built-in database")
    private String database;

    @Option(names = "--workers", paramLabel = "cpu=N,gpu=N", defaultValue = "cpu=1",
            converter = WorkerCounts.Reader.class,
            description = "worker processes for models on processors and on graphics cards, besides one for light"
                    + " work (default: ${DEFAULT-VALUE})")
    private WorkerCounts workers;

    @Option(names = "--watch", paramLabel = "FILE",
            description = "a watch.yaml that names folders to take footage from; rushes watch --dry-run tries it out")
    private Path watch;

    @Option(names = "--keep", paramLabel = "30d", converter = Keep.class,
            description = "remove finished jobs and unused footage after so many hours (h), days (d) or weeks (w)"
                    + " (default: never)")
    private Duration keep;

    @Option(names = "--quota", paramLabel = "500G", converter = Bytes.class,
            description = "how much footage and jobs may hold together (default: all of the disk)")
    private Long quota;

    @Option(names = "--max-jobs", paramLabel = "N", defaultValue = "10000", converter = JobCount.class,
            description = "jobs of one key that may wait or run at a time; more are refused, watch folders wait"
                    + " (default: ${DEFAULT-VALUE})")
    private int maxJobs;

    @Option(names = "--allow-host", paramLabel = "NAME",
            description = "a name under which browsers may reach the server, such as that of a proxy before it;"
                    + " everybody then needs a key; may be given again")
    private List<String> hosts = List.of();

    @Option(names = "--webhook-host", paramLabel = "NAME",
            description = "send webhooks to this host only, even in a private network; may be given again"
                    + " (default: any public host)")
    private List<String> webhookHosts = List.of();

    @Option(names = "--insecure", description = "let other machines in without keys")
    private boolean insecure;

    @Mixin
    private LicencesOption licences;

    ServeCommand(Cancellation stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        LogLines.install();
        String names = System.getProperty("sun.jnu.encoding");
        if (!"UTF-8".equalsIgnoreCase(names)) {
            LOG.log(Level.WARNING, "file names are {0} here and not UTF-8, so footage whose name has other letters"
                    + " cannot be stored; start the server with LC_ALL=C.UTF-8 in its environment", names);
        }
        Path folder = this.data.toAbsolutePath().normalize();
        try (Server server = Server.start(new ServerOptions(this.bind, this.port, folder, this.database,
                this.workers.counts(), this.watch, this.licences.policy(), new ServerOptions.Limits(this.keep,
                        this.quota, this.hosts, this.webhookHosts, this.insecure, this.maxJobs)))) {
            System.out.println("Rushes is at " + server.uri());
            System.out.flush();
            this.stop.await();
        }
        return 0;
    }

    /** A time to keep things. */
    static final class Keep implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            return checked(() -> KeepTime.parse(text));
        }

    }

    /** A number of bytes. */
    static final class Bytes implements ITypeConverter<Long> {

        @Override
        public Long convert(String text) {
            return checked(() -> ByteCount.parse(text));
        }

    }

    /** A number of jobs. */
    static final class JobCount implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String text) {
            if (!text.matches("[1-9][0-9]{0,6}")) {
                throw new TypeConversionException("must be 1 to 9999999, not \"%.40s\"".formatted(text));
            }
            return Integer.valueOf(text);
        }

    }

    private static <T> T checked(Supplier<T> value) {
        try {
            return value.get();
        }
        catch (Problem problem) {
            throw new TypeConversionException(problem.getMessage());
        }
    }

}
