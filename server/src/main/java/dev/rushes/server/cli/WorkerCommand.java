package dev.rushes.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;

import dev.rushes.models.Device;
import dev.rushes.server.Production;
import dev.rushes.server.queue.Resource;
import dev.rushes.server.work.WorkerCommandLine;
import dev.rushes.server.work.WorkerNode;
import dev.rushes.workers.cli.Cancellation;
import dev.rushes.workers.cli.LicencesOption;
import dev.rushes.workers.job.Threads;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rushes worker}: one worker of one class, until it is told to stop. */
@Command(name = "worker", sortOptions = false,
        description = "Works for a server, on any machine that sees its database and its data directory.")
final class WorkerCommand implements Callable<Integer> {

    private final Cancellation stop;

    @Option(names = "--db", paramLabel = "URL", defaultValue = "${env:" + WorkerCommandLine.DATABASE_VARIABLE + "}",
            description = "the server's database, postgresql://user:password@host/name; none for the built-in one")
    private String database;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "the server's data directory")
    private Path data;

    @Option(names = "--class", paramLabel = "io|preview|cpu|gpu", required = true, converter = ResourceWord.class,
            description = "io for light work (probe, plan, assemble), preview for proxies, cpu and gpu for models")
    private Resource resource;

    @Option(names = "--threads", paramLabel = "N",
            description = "threads for models, all processors unless given; of the classes io and preview, tasks at once (3 and 2)")
    private Integer threads;

    @Option(names = "--memory", paramLabel = "SIZE", converter = ServeCommand.Bytes.class,
            description = "most memory that a task of the class cpu or gpu may take, such as 4G"
                    + " (default: four fifths of the machine's)")
    private Long memory;

    @Mixin
    private LicencesOption licences;

    @Option(names = "--name", hidden = true)
    private String name;

    @Option(names = "--supervised", hidden = true)
    private boolean supervised;

    @Option(names = "--sign-of-life", hidden = true, defaultValue = "5000")
    private long signOfLife;

    WorkerCommand(Cancellation stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        LogLines.install();
        if (this.supervised) {
            Thread.ofPlatform().daemon().name("parent").start(this::followParent);
            Thread.ofPlatform().daemon().name("signs of life").start(() -> beat(System.out, this.signOfLife));
        }
        Clock clock = Clock.systemUTC();
        String worker = (this.name != null) ? this.name : WorkerNode.newName(this.resource, clock.millis());
        int parallel = (this.threads != null) ? Math.max(1, this.threads)
                : this.resource.models() ? Threads.of(0) : this.resource.atOnce();
        if (this.resource == Resource.GPU) {
            // one without a card would fail whatever it takes
            Device.resolve("cuda");
        }
        Path root = this.data.toAbsolutePath().normalize();
        try (Production production = Production.join(root, this.database, clock);
                WorkerNode node = new WorkerNode(production, Production.models(root).under(this.licences.policy()),
                        this.resource, worker, this.supervised, parallel, (this.memory != null) ? this.memory : 0)) {
            node.start();
            this.stop.await();
        }
        return 0;
    }

    /** Standard input closes when the server ends, however it ends. */
    private void followParent() {
        try (InputStream parent = System.in) {
            while (parent.read() >= 0) {
                // nothing is ever said
            }
        }
        catch (IOException gone) {
            // the same
        }
        this.stop.ask();
    }

    private static void beat(PrintStream out, long millis) {
        try {
            while (!out.checkError()) {
                out.print('.');
                out.flush();
                Thread.sleep(millis);
            }
        }
        catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

}
