package dev.rushes.workers.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.rushes.models.Problem;
import dev.rushes.workers.cli.progress.Progress;
import dev.rushes.workers.job.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rushes run}: one task of a plan. */
@Command(name = "run", sortOptions = false, description = "Runs one task of a plan; a finished task is not done again.")
final class RunCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "JOB.json", description = "what rushes plan printed")
    private Path file;

    @Option(names = "--task", paramLabel = "N", required = true, description = "which task, from 0")
    private int task;

    @Mixin
    private LicencesOption licences;

    @Mixin
    private ProgressOption progress;

    RunCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Plan plan = PlanFile.read(this.file);
        if (this.task < 0 || this.task >= plan.tasks().size()) {
            throw Problem.invalid("--task must be from 0 to %d, not %d", plan.tasks().size() - 1, this.task);
        }
        try (Progress news = this.progress.start(this.shell)) {
            news.clip(Clips.name(plan.job().clip()) + " task " + this.task, 0, 1);
            try {
                this.licences.worker(this.shell).run(plan, this.task, news);
                news.done(Math.max(0, plan.tasks().get(this.task).frames()));
                return ExitCode.DONE;
            }
            catch (Exception | Error trouble) {
                return ExitCode.of(this.shell.complain(trouble, news));
            }
        }
    }

}
