package dev.rushes.workers.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.rushes.workers.job.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rushes probe}: all that is known of a clip, as JSON. */
@Command(name = "probe", description = "Prints what a clip is, as one JSON document.")
final class ProbeCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "CLIP", description = "a file, or an image sequence such as shot.%%04d.dpx")
    private Path clip;

    @Option(names = "--rate", paramLabel = "R", converter = Rate.class, description = Rate.DESCRIPTION)
    private String rate;

    ProbeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        this.shell.out().println(Json.write(this.shell.worker().probe(this.clip, this.rate)));
        return ExitCode.DONE;
    }

}
