package dev.rushes.workers.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;
import dev.rushes.models.Problem;
import dev.rushes.models.examination.Examination;
import dev.rushes.models.examination.Limits;
import dev.rushes.models.examination.Naming;
import dev.rushes.models.examination.OwnModels;
import dev.rushes.models.examination.Wishes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rushes models add FILE}: a model of the user's own. */
@Command(name = "add", sortOptions = false,
        description = { "Takes an ONNX file into your own models.",
                "It is examined in a process of its own, which finds out by running it what it takes and what it does.",
                "What cannot be found out is asked for; what is no model of pictures is refused with the reason." })
final class AddCommand implements Callable<Integer> {

    /** What is less certain gets a question mark. */
    private static final double SURE = 0.9;

    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "an ONNX file; data files that it names lie beside it")
    private Path file;

    @Option(names = "--id", paramLabel = "ID", description = "what to call it; default: from the file's name")
    private String id;

    @Option(names = "--title", paramLabel = "TEXT", description = "one line about it; default: the file's name")
    private String title;

    @Option(names = "--licence", paramLabel = "SPDX", description = "of the weights, such as MIT; default: NOASSERTION")
    private String licence;

    @Option(names = "--range", paramLabel = "BLACK..WHITE", converter = LightRange.Converter.class,
            description = "numbers that it takes for black and white, such as 0..255")
    private LightRange range;

    @Option(names = "--output-range", paramLabel = "BLACK..WHITE", converter = LightRange.Converter.class,
            description = "the same of what it gives; default: found out")
    private LightRange outputRange;

    @Option(names = "--channels", paramLabel = "RGB|BGR|Y", description = "which colours its channels are")
    private Colours channels;

    @Option(names = "--layout", paramLabel = "NCHW|NHWC", description = "order of its dimensions")
    private Layout layout;

    @Option(names = "--task", paramLabel = "upscale|denoise", description = "what it does")
    private Task task;

    @Option(names = "--scale", paramLabel = "N", description = "how many times it enlarges")
    private Integer scale;

    @Option(names = "--replace", description = "one of your own with that id makes way")
    private boolean replace;

    AddCommand(Shell shell) {
        this.shell = shell;
    }

    /** Order of dimensions. */
    enum Layout {

        NCHW, NHWC

    }

    /** What channels are. */
    enum Colours {

        RGB, BGR, Y

    }

    /** What a model does. */
    enum Task {

        upscale, denoise

    }

    @Override
    public Integer call() {
        Naming naming = Naming.of(this.file, this.id, this.title, this.licence);
        OwnModels models = this.shell.own().owned();
        if (Models.shipped().cards().stream().map(ModelCard::id).anyMatch(naming.id()::equals)) {
            throw Problem.invalid("a model \"%s\" comes with Rushes; give another --id", naming.id());
        }
        this.shell.err()
            .printf(Locale.ROOT, "rushes: examining %s, which takes up to %d minutes%n",
                    Shell.oneLine(this.file.toString()), Limits.STANDARD.seconds() / 60);
        Wishes wishes = new Wishes(name(this.layout), list(this.range), list(this.outputRange), name(this.channels),
                name(this.task), this.scale);
        try (Examination examination = Examination.of(this.file, wishes, Limits.STANDARD, this.shell.cancelled())) {
            Path card = models.add(examination, naming, this.replace);
            tell(examination.found().findings());
            this.shell.out().println(card);
        }
        return ExitCode.DONE;
    }

    private void tell(Map<String, ModelCard.Finding> findings) {
        Table table = new Table("FOUND", "VALUE", "SURE", "HOW");
        findings.forEach((field, finding) -> table.row(field, Shell.oneLine(finding.value()),
                "%.0f %%%s".formatted(100 * finding.confidence(), (finding.confidence() < SURE) ? " ?" : ""),
                Shell.oneLine(finding.how())));
        this.shell.err().print(table);
    }

    private static List<Double> list(LightRange given) {
        return (given == null) ? null : given.asList();
    }

    private static String name(Enum<?> word) {
        return (word == null) ? null : word.name();
    }

}
