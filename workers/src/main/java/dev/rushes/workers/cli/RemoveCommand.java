package dev.rushes.workers.cli;

import java.util.concurrent.Callable;

import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rushes models remove ID}: one of the user's own models goes. */
@Command(name = "remove", description = "Removes one of your own models, its card and its weights.")
final class RemoveCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "ID", description = "the model's id")
    private String id;

    RemoveCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (Models.shipped().cards().stream().map(ModelCard::id).anyMatch(this.id::equals)) {
            throw Problem.invalid("the model \"%s\" comes with Rushes; only your own can be removed", this.id);
        }
        this.shell.own().owned().remove(this.id);
        return ExitCode.DONE;
    }

}
