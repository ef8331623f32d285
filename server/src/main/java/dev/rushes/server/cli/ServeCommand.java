package dev.rushes.server.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.rushes.server.Server;
import dev.rushes.server.ServerOptions;
import dev.rushes.workers.cli.Cancellation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rushes serve}: the server with its workers, until it is told to stop. */
@Command(name = "serve", sortOptions = false,
        description = "Starts the server: upload footage, queue jobs and fetch masters over HTTP.")
final class ServeCommand implements Callable<Integer> {

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

    ServeCommand(Cancellation stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        LogLines.install();
        Path folder = this.data.toAbsolutePath().normalize();
        try (Server server = Server
            .start(new ServerOptions(this.bind, this.port, folder, this.database, this.workers.counts()))) {
            System.out.println("Rushes is at " + server.uri());
            System.out.flush();
            this.stop.await();
        }
        return 0;
    }

}
