package dev.rushes.server.watch;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;

import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.server.Production;
import dev.rushes.server.audit.Audit;
import dev.rushes.server.database.Database;
import dev.rushes.server.operations.Feasible;
import dev.rushes.server.presets.Presets;
import dev.rushes.server.work.WorkerCommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rushes watch --dry-run FILE}. */
@Command(name = "watch",
        description = "Says what watch folders would take, and why not; rushes serve --watch takes it. Ends with 1 if a"
                + " folder or a preset is not there, or not all of a folder can be read.")
public final class WatchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--dry-run", description = "look once, take nothing")
    private boolean dryRun;

    @Option(names = "--data", paramLabel = "DIR",
            description = "the server's data directory, to look up presets (default: they are not looked up)")
    private Path data;

    @Option(names = "--db", paramLabel = "URL", defaultValue = "${env:" + WorkerCommandLine.DATABASE_VARIABLE + "}",
            description = "postgresql://user:password@host/name in place of the built-in database")
    private String url;

    @Parameters(paramLabel = "FILE", description = "a watch.yaml")
    private Path file;

    @Override
    public Integer call() {
        if (!this.dryRun) {
            throw new ParameterException(this.spec.commandLine(),
                    "rushes watch only tries a file out: give --dry-run; rushes serve --watch FILE watches");
        }
        List<WatchFolder> folders = WatchFile.read(this.file, feasible());
        return run(folders) ? 0 : 1;
    }

    /** By the server's own models too, if its data directory is given. */
    private Feasible feasible() {
        return new Feasible((this.data != null) ? Production.models(this.data) : Models.shipped());
    }

    private boolean run(List<WatchFolder> folders) {
        PrintWriter out = this.spec.commandLine().getOut();
        Clock clock = Clock.systemUTC();
        if (this.url == null && this.data == null) {
            boolean sound = new DryRun(out, clock.millis(), (_) -> {
            }).print(folders);
            out.println("Whether presets are there is not looked up; give the server's --data or --db.");
            out.flush();
            return sound;
        }
        if (this.url == null && !Database.isIn(this.data)) {
            throw Problem.notFound("there is no database in %s; a server makes it at its first start",
                    this.data.toAbsolutePath());
        }
        try (Database database = Database.open(this.url, this.data)) {
            Presets presets = new Presets(clock, new Audit(clock), feasible());
            return new DryRun(out, clock.millis(), (name) -> database.read((handle) -> presets.revision(handle, name)))
                .print(folders);
        }
    }

}
