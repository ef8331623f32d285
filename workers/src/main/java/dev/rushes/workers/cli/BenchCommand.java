package dev.rushes.workers.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import dev.rushes.workers.Disk;
import dev.rushes.workers.bench.Bench;
import dev.rushes.workers.cli.progress.Progress;
import dev.rushes.workers.job.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rushes bench}: ratios on this machine, one JSON line each. */
@Command(name = "bench",
        description = "Measures the engine against this machine's limits; one JSON line a measurement.")
final class BenchCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(names = "--clip", paramLabel = "F", description = "measure with this clip instead of generated ones")
    private Path clip;

    @Option(names = "--threads", paramLabel = "auto|N", defaultValue = "auto", converter = Count.class,
            description = "threads for models")
    private int threads;

    @Mixin
    private LicencesOption licences;

    @Mixin
    private ProgressOption progress;

    BenchCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("rushes-bench");
        try (Progress news = this.progress.start(this.shell)) {
            news.clip("bench", 0, 1);
            try {
                new Bench(this.licences.models(this.shell), folder, this.threads, news).run(this.clip,
                        (measured) -> this.shell.out().println(Json.line(measured)));
                news.done(0);
                return ExitCode.DONE;
            }
            catch (Exception | Error trouble) {
                return ExitCode.of(this.shell.complain(trouble, news));
            }
        }
        finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
        catch (IOException ex) {
            throw Disk.problem(ex, folder + " cannot be removed");
        }
    }

}
