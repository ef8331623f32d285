package dev.rushes.workers.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.rushes.workers.cli.progress.Progress;
import dev.rushes.workers.demo.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rushes demo}: shows what there is without a clip of one's own. */
@Command(name = "demo",
        description = "Makes a small noisy clip, restores it, tells what was gained, leaves a side-by-side picture.")
final class DemoCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "rushes-demo",
            description = "folder for all of it, made if missing (default: ${DEFAULT-VALUE})")
    private Path out;

    @Mixin
    private LicencesOption licences;

    @Mixin
    private ProgressOption progress;

    DemoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (Progress news = this.progress.start(this.shell)) {
            news.clip("demo", 0, 1);
            try {
                Demo.Gain gain = new Demo(this.licences.worker(this.shell), this.out).run(news);
                news.done(gain.master().frames());
                gain.lines().forEach(this.shell.out()::println);
                return ExitCode.DONE;
            }
            catch (Exception | Error trouble) {
                return ExitCode.of(this.shell.complain(trouble, news));
            }
        }
    }

}
