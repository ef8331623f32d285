package dev.rushes.workers.cli;

import dev.rushes.workers.cli.progress.Bar;
import dev.rushes.workers.cli.progress.Display;
import dev.rushes.workers.cli.progress.OpenJd;
import dev.rushes.workers.cli.progress.Plain;
import dev.rushes.workers.cli.progress.Progress;
import dev.rushes.workers.cli.progress.Silent;
import picocli.CommandLine.Option;

/** How a command that takes time tells of it. */
final class ProgressOption {

    @Option(names = "--progress", paramLabel = "auto|bar|plain|openjd|none", defaultValue = "auto",
            converter = Choice.Progress.class, completionCandidates = Choice.Progress.class,
            description = "auto draws a bar on a terminal and writes plain lines elsewhere")
    private String style;

    Progress start(Shell shell) {
        Display display = switch (this.style) {
            case "bar" -> new Bar(shell.err(), Math.max(shell.columns(), 40));
            case "plain" -> new Plain(shell.err());
            case "openjd" -> new OpenJd(shell.out(), shell.err());
            case "none" -> new Silent(shell.err());
            default -> (shell.columns() > 0) ? new Bar(shell.err(), shell.columns()) : new Plain(shell.err());
        };
        return Progress.start(display, shell.cancelled());
    }

    /** For a command whose result is all that it should print. */
    static Progress quiet(Shell shell) {
        return Progress.start(new Silent(shell.err()), shell.cancelled());
    }

}
