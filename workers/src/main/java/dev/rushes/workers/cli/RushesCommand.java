package dev.rushes.workers.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rushes} itself: help, version and the list of commands. */
@Command(name = "rushes", versionProvider = Version.class, mixinStandardHelpOptions = true,
        description = "Restores footage: denoises and upscales clips into masters.",
        synopsisSubcommandLabel = "COMMAND", footerHeading = "%nExit codes:%n",
        footer = { "  0 done, 1 failed, 2 bad arguments, 75 try again later, 143 cancelled",
                "RUSHES_DEBUG=1 in the environment adds stack traces to complaints." })
final class RushesCommand implements Callable<Integer> {

    private final Shell shell;

    @Spec
    private CommandSpec spec;

    RushesCommand(Shell shell) {
        this.shell = shell;
    }

    /** Called when no command was named. */
    @Override
    public Integer call() {
        this.shell.err().print(this.spec.commandLine().getUsageMessage());
        return ExitCode.BAD_ARGUMENTS;
    }

}
