package dev.rushes.server.watch;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rushes watch --dry-run FILE}. */
@Command(name = "watch",
        description = "Says what watch folders would take, and why not; rushes serve --watch takes it.")
public final class WatchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--dry-run", description = "look once, take nothing")
    private boolean dryRun;

    @Parameters(paramLabel = "FILE", description = "a watch.yaml")
    private Path file;

    @Override
    public Integer call() {
        if (!this.dryRun) {
            throw new ParameterException(this.spec.commandLine(),
                    "rushes watch only tries a file out: give --dry-run; rushes serve --watch FILE watches");
        }
        new DryRun(this.spec.commandLine().getOut(), Clock.systemUTC().millis()).print(WatchFile.read(this.file));
        return 0;
    }

}
