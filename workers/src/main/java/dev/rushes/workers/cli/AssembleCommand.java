package dev.rushes.workers.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.rushes.workers.cli.progress.Progress;
import dev.rushes.workers.job.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rushes assemble}: the finished tasks of a plan become the master. */
@Command(name = "assemble", sortOptions = false,
        description = "Joins the finished tasks of a plan with sound and all else into the master.")
final class AssembleCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "JOB.json", description = "what rushes plan printed")
    private Path file;

    @Mixin
    private LicencesOption licences;

    @Mixin
    private ProgressOption progress;

    AssembleCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Plan plan = PlanFile.read(this.file);
        try (Progress news = this.progress.start(this.shell)) {
            news.clip(Clips.name(plan.job().clip()), 0, 1);
            try {
                this.shell.report(this.licences.worker(this.shell).assemble(plan, news), news);
                return ExitCode.DONE;
            }
            catch (Exception | Error trouble) {
                return ExitCode.of(this.shell.complain(trouble, news));
            }
        }
    }

}
