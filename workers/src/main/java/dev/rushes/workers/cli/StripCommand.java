package dev.rushes.workers.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import dev.rushes.models.Device;
import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;
import dev.rushes.workers.cli.progress.Progress;
import dev.rushes.workers.evaluation.Showcase;
import dev.rushes.workers.job.Threads;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rushes models strip}: what the models do, as a picture. */
@Command(name = "strip", sortOptions = false,
        description = { "Spoils pictures of our own making, restores them with every model and draws what came of it:",
                "the source, Lanczos or nlmeans, the model's and the original, with PSNR of the whole picture. What is"
                        + " shown is the part whose gain is nearest to that of the whole." })
final class StripCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "the PNG to write")
    private Path out;

    @Option(names = "--device", paramLabel = "auto|cpu|cuda|cuda-half|tensorrt", defaultValue = "cpu",
            converter = Choice.Device.class, completionCandidates = Choice.Device.class,
            description = "where models run (default: ${DEFAULT-VALUE}, which gives the same everywhere)")
    private String device;

    @Mixin
    private LicencesOption licences;

    @Mixin
    private ProgressOption progress;

    StripCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Models models = this.licences.models(this.shell);
        List<ModelCard> cards = models.cards()
            .stream()
            .filter((card) -> models.licences().refusal(card).isEmpty())
            .toList();
        try (Progress news = this.progress.start(this.shell)) {
            news.clip("models", 0, 1);
            try {
                new Showcase(models, Device.resolve(this.device), Threads.of(0), news).of(cards).write(this.out);
                news.done(0);
                this.shell.out().println(this.out);
                return ExitCode.DONE;
            }
            catch (Exception | Error trouble) {
                return ExitCode.of(this.shell.complain(trouble, news));
            }
        }
    }

}
