package dev.rushes.workers.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import dev.rushes.models.AnalyserCard;
import dev.rushes.models.LeftOut;
import dev.rushes.models.LicencePolicy;
import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;
import dev.rushes.models.ProcessorSpeed;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Threads;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rushes models}: the catalogue. */
@Command(name = "models", sortOptions = false,
        description = {
                "Lists the models, those that are shipped and your own: what they do and suit, licence, speed, measured"
                        + " quality; and those that \"rushes tag\" looks and listens with.",
                "MP/S is how many megapixels of source a second this machine's processor can do at most: its speed at"
                        + " multiplying matrices (SGEMM), measured for a moment, over the model's arithmetic." })
final class ModelsCommand implements Callable<Integer> {

    /** Enough to tell machines apart, and nobody waits for it. */
    private static final double SECONDS = 0.25;

    private final Shell shell;

    @Option(names = "--markdown", description = "a table for documents, with every figure and what models are bad at")
    private boolean markdown;

    @Mixin
    private LicencesOption licences;

    ModelsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Models models = this.shell.models();
        if (this.markdown) {
            this.shell.out().print(ModelsMarkdown.of(models.cards()));
            this.shell.out().println();
            this.shell.out().print(ModelsMarkdown.ofAnalysers(AnalyserCard.all()));
            return ExitCode.DONE;
        }
        LicencePolicy policy = this.licences.policy();
        boolean marks = policy != LicencePolicy.ANY;
        List<String> headings = new ArrayList<>(
                List.of("MODEL", "TASK", "SCALE", "SUITS", "LICENCE", "COMMERCIAL", "SPEED", "MP/S", "QUALITY"));
        if (marks) {
            headings.add(1, "POLICY");
        }
        Table table = new Table(headings.toArray(String[]::new));
        double gigaflops = ProcessorSpeed.gigaflops(Threads.of(0), SECONDS);
        for (ModelCard card : models.cards()) {
            // cards come from anywhere
            List<String> row = new ArrayList<>(List.of(card.id(), card.task(), "x" + card.scale(),
                    card.task().equals("upscale") ? card.suits() : "-", Shell.oneLine(card.licence()),
                    card.commercialUse(), Shell.oneLine(card.speed()),
                    String.format(Locale.ROOT, "%.2f", gigaflops / card.gflopPerMegapixel()),
                    Shell.oneLine(quality(card.quality()))));
            if (marks) {
                row.add(1, policy.refusal(card).isEmpty() ? "allowed" : "refused");
            }
            table.row(row.toArray(String[]::new));
        }
        this.shell.out().print(table);
        this.shell.out().println();
        this.shell.out().print(analysers());
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
        this.shell.out()
            .println(Json.write(AnalyserCard.all()
                .stream()
                .filter((card) -> card.id().equals(id))
                .findFirst()
                .<Object>map((card) -> card)
                .orElseGet(() -> this.shell.models().card(id))));
        return ExitCode.DONE;
    }

    private static Table analysers() {
        Table table = new Table("ANALYSER", "LOOKS FOR", "LICENCE", "COMMERCIAL", "WHAT IT IS");
        for (AnalyserCard card : AnalyserCard.all()) {
            table.row(card.id(), card.task(), card.licence(), card.commercialUse(), card.title());
        }
        return table;
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
