package dev.rushes.workers.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import dev.rushes.models.LeftOut;
import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;
import dev.rushes.workers.job.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rushes models}: the catalogue. */
@Command(name = "models",
        description = "Lists the models, those that are shipped and your own: task, scale, licence, size, speed class,"
                + " measured quality.")
final class ModelsCommand implements Callable<Integer> {

    private final Shell shell;

    ModelsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Table table = new Table("MODEL", "TASK", "SCALE", "LICENCE", "PARAMETERS", "SPEED", "QUALITY");
        Models models = this.shell.models();
        for (ModelCard card : models.cards()) {
            // cards come from anywhere
            table.row(card.id(), card.task(), "x" + card.scale(), Shell.oneLine(card.licence()),
                    String.format(Locale.ROOT, "%,d", card.parameters()), Shell.oneLine(card.speed()),
                    Shell.oneLine(quality(card.quality())));
        }
        this.shell.out().print(table);
        for (LeftOut useless : models.leftOut()) {
            this.shell.err()
                .println("rushes: note: %s is left out: %s".formatted(Shell.oneLine(useless.file()),
                        Shell.oneLine(useless.reason())));
        }
        return ExitCode.DONE;
    }

    /** {@code rushes models show ID}. */
    @Command(name = "show", description = "Prints a model's whole card as JSON.")
    int show(@Parameters(paramLabel = "ID", description = "a model's id") String id) {
        this.shell.out().println(Json.write(this.shell.models().card(id)));
        return ExitCode.DONE;
    }

    private static String quality(List<ModelCard.Quality> measured) {
        // "models show" has them all
        return measured.stream()
            .limit(4)
            .map((quality) -> String.format(Locale.ROOT, "%s %s %.2f", quality.set(), quality.degrade(),
                    quality.value()))
            .collect(Collectors.joining(", "));
    }

}
