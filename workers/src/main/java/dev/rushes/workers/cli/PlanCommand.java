package dev.rushes.workers.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.rushes.models.Problem;
import dev.rushes.workers.cli.progress.Progress;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Plan;
import dev.rushes.workers.job.Recipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rushes plan}: the tasks of a job, as JSON, for a render farm. */
@Command(name = "plan", sortOptions = false,
        description = "Prints the tasks of a job, for rushes run and rushes assemble.")
final class PlanCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "CLIP", description = "a file, or an image sequence such as shot.%%04d.dpx")
    private Path clip;

    @Mixin
    private JobOptions options;

    @Mixin
    private LicencesOption licences;

    PlanCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Recipe recipe = this.options.recipe(this.shell);
        if (recipe.tag().isPresent()) {
            throw Problem.invalid(
                    "tagging is not split into segments: leave \"tag\" out of the plan, and tag the clip by \"rushes tag\"");
        }
        // standard output is the plan's alone
        try (Progress news = ProgressOption.quiet(this.shell)) {
            news.clip(Clips.name(this.clip), 0, 1);
            Plan plan = this.licences.worker(this.shell).plan(this.options.job(this.clip, recipe), news);
            plan.notices().forEach(news::warn);
            this.shell.out().println(Json.write(plan));
        }
        return ExitCode.DONE;
    }

}
