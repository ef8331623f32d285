package dev.rushes.workers.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import dev.rushes.models.Device;
import dev.rushes.models.Model;
import dev.rushes.models.ModelCard;
import dev.rushes.models.Models;
import dev.rushes.models.Restorer;
import dev.rushes.workers.cli.progress.Progress;
import dev.rushes.workers.evaluation.Comparison;
import dev.rushes.workers.evaluation.Degradation;
import dev.rushes.workers.evaluation.Evaluation;
import dev.rushes.workers.evaluation.Figures;
import dev.rushes.workers.evaluation.Strip;
import dev.rushes.workers.evaluation.TestSet;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Threads;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rushes models eval ID}: what a model is worth on pictures of one's choice. */
@Command(name = "eval", sortOptions = false,
        description = { "Spoils pictures and clips, restores them with a model and compares with the originals.",
                "Beside it stand methods that need no model: bicubic and Lanczos for upscalers; the noisy picture as it"
                        + " is and FFmpeg's nlmeans, hqdn3d and bm3d for denoisers." })
final class EvalCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "ID", description = "a model's id")
    private String id;

    @Option(names = "--set", paramLabel = "DIR", required = true,
            description = "folder of originals: pictures and clips that FFmpeg reads, and nothing else")
    private Path set;

    @Option(names = "--degrade", paramLabel = "bicubic|h264:CRF|noise:SIGMA|camera",
            description = { "what is done to originals, for upscalers after they were made smaller by bicubic:",
                    "bicubic: nothing more (default for upscalers)",
                    "noise: white Gaussian noise (noise:25 is the default for denoisers)",
                    "h264: 4:2:0 and H.264 of that quality, 1 to 51",
                    "camera: for upscalers mild blur, noise 4 and H.264 CRF 23, for denoisers noise 25 and CRF 18" })
    private String degrade;

    @Option(names = "--json", description = "one JSON line a file and, with \"file\": null, one for the mean")
    private boolean json;

    @Option(names = "--strip", paramLabel = "FILE",
            description = "also write a PNG: of each of the first files a part of what the model got, of Lanczos or nlmeans,"
                    + " of the model's and of the original")
    private Path strip;

    @Option(names = "--device", paramLabel = "auto|cpu|cuda|cuda-half|tensorrt", defaultValue = "auto",
            converter = Choice.Device.class, completionCandidates = Choice.Device.class,
            description = "where the model runs")
    private String device;

    @Option(names = "--threads", paramLabel = "auto|N", defaultValue = "auto", converter = Count.class,
            description = "threads for the model")
    private int threads;

    @Mixin
    private LicencesOption licences;

    @Mixin
    private ProgressOption progress;

    EvalCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Models models = this.licences.models(this.shell);
        ModelCard card = models.licences().checked(models.card(this.id));
        Degradation degradation = Degradation.of(this.degrade, card);
        try (Progress news = this.progress.start(this.shell)) {
            news.clip(card.id(), 0, 1);
            try {
                TestSet originals = TestSet.in(this.set, degradation, news);
                List<Comparison> results = new ArrayList<>();
                Strip pictures = new Strip();
                try (Model model = models.open(card, Device.resolve(this.device), Threads.of(this.threads))) {
                    switch (model) {
                        case Restorer restorer ->
                            new Evaluation(restorer, degradation, news, (this.strip != null) ? pictures : (_) -> {
                            }).run(originals, (result) -> {
                                results.add(result);
                                if (this.json) {
                                    this.shell.out().println(Json.line(result));
                                }
                            });
                    }
                }
                if (this.strip != null) {
                    pictures.write(this.strip);
                }
                news.done(results.getLast().frames());
                if (!this.json) {
                    print(results, card.scale() > 1);
                }
                return ExitCode.DONE;
            }
            catch (Exception | Error trouble) {
                return ExitCode.of(this.shell.complain(trouble, news));
            }
        }
    }

    private void print(List<Comparison> results, boolean upscaler) {
        Comparison mean = results.getLast();
        boolean clips = mean.restored().temporal() != null;
        this.shell.out()
            .printf(Locale.ROOT, "%s, %s; %sPSNR-Y in dB and SSIM%s%n", mean.model(), mean.degrade(),
                    upscaler ? "" : "PSNR of RGB and ",
                    clips ? ", and of clips the error of changes from frame to frame in 8-bit code values" : "");
        List<String> heading = new ArrayList<>(List.of("FILE", "SIZE", "FRAMES", "RESTORED"));
        mean.baselines().keySet().forEach((name) -> heading.add(name.toUpperCase(Locale.ROOT)));
        Table table = new Table(heading.toArray(String[]::new));
        for (Comparison result : results) {
            boolean file = result.file() != null;
            List<String> row = new ArrayList<>(List.of(file ? Shell.oneLine(result.file()) : "mean",
                    file ? result.width() + "x" + result.height() : "", String.valueOf(result.frames()),
                    cell(result.restored(), upscaler)));
            result.baselines().values().forEach((figures) -> row.add(cell(figures, upscaler)));
            table.row(row.toArray(String[]::new));
        }
        this.shell.out().print(table);
    }

    private static String cell(Figures figures, boolean upscaler) {
        if (figures == null) {
            return "not in this build";
        }
        String text = String.format(Locale.ROOT, "%s%.2f %.4f",
                upscaler ? "" : String.format(Locale.ROOT, "%.2f ", figures.psnrRgb()), figures.psnrY(),
                figures.ssim());
        return figures.temporal() == null ? text : text + String.format(Locale.ROOT, " %.2f", figures.temporal());
    }

}
