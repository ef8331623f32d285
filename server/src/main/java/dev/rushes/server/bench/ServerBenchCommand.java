package dev.rushes.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;

import dev.rushes.models.Problem;
import dev.rushes.server.storage.Durably;
import dev.rushes.workers.cli.Cancellation;
import dev.rushes.workers.job.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rushes bench server}: ratios on this machine, one JSON line each. */
@Command(name = "server", sortOptions = false,
        description = "Measures a server of its own, with its workers, against what this machine can do; one JSON line"
                + " a figure, with limit and verdict. Takes some minutes.")
public final class ServerBenchCommand implements Callable<Integer> {

    private final Cancellation stop;

    @Option(names = "--data", paramLabel = "DIR",
            description = "make the data directories in this folder, whose disk is measured, and remove them again"
                    + " (default: the system's folder for temporary files); 3 GB should be free")
    private Path data = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--only", paramLabel = "NAME", completionCandidates = Names.class,
            description = "one of ${COMPLETION-CANDIDATES}")
    private String only;

    @Option(names = "--quick", description = "some seconds, and rough figures: to see that it works")
    private boolean quick;

    public ServerBenchCommand(Cancellation stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws IOException {
        if (this.only != null && !ServerBench.NAMES.contains(this.only)) {
            throw Problem.invalid("--only must be one of %s, not \"%.40s\"", String.join(", ", ServerBench.NAMES),
                    this.only);
        }
        Thread measuring = Thread.currentThread();
        Thread.ofVirtual().start(() -> {
            try {
                this.stop.await();
                measuring.interrupt();
            }
            catch (InterruptedException never) {
                Thread.currentThread().interrupt();
            }
        });
        Path folder = folder();
        try {
            ServerBench bench = new ServerBench(folder, this.quick);
            for (String name : (this.only != null) ? List.of(this.only) : ServerBench.NAMES) {
                bench.run(name, (figure) -> System.out.println(Json.line(figure)));
            }
            return 0;
        }
        finally {
            Durably.remove(folder);
        }
    }

    private Path folder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(this.data.toAbsolutePath()), "rushes-bench");
        }
        catch (IOException trouble) {
            throw Problem.exhausted("the folder %s cannot be written: %s", this.data, trouble.getMessage());
        }
    }

    /** For the help. */
    static final class Names implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return ServerBench.NAMES.iterator();
        }

    }

}
