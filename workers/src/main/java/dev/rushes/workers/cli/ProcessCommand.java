package dev.rushes.workers.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import dev.rushes.models.Problem;
import dev.rushes.workers.Worker;
import dev.rushes.workers.cli.progress.Progress;
import dev.rushes.workers.job.Job;
import dev.rushes.workers.job.Json;
import dev.rushes.workers.job.Outcome;
import dev.rushes.workers.job.Recipe;
import dev.rushes.workers.job.Recipes;
import dev.rushes.workers.tags.TagRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rushes process}: clips in, restored masters out. */
@Command(name = "process", sortOptions = false,
        description = { "Restores clips: <stem>.rushes.<ext> and <stem>.report.json into the output folder.",
                "Without an operation the picture is passed through unchanged; with --tag alone no master is made." })
final class ProcessCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "CLIP", arity = "1..*", description = "files, or image sequences such as shot.%%04d.dpx")
    private List<Path> clips;

    @Mixin
    private JobOptions options;

    @Mixin
    private LicencesOption licences;

    @Mixin
    private ProgressOption progress;

    @Option(names = "--recipe-schema", help = true,
            description = "print the JSON Schema of recipe files and do nothing else")
    private boolean schema;

    ProcessCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (this.schema) {
            this.shell.out().println(Json.write(Recipes.schema()));
            return ExitCode.DONE;
        }
        Recipe recipe = this.options.recipe(this.shell);
        Clips.check(this.clips);
        Worker worker = this.licences.worker(this.shell);
        int code = ExitCode.DONE;
        try (Progress news = this.progress.start(this.shell)) {
            for (int i = 0; i < this.clips.size(); i++) {
                news.clip(Clips.name(this.clips.get(i)), i, this.clips.size());
                Problem.Kind trouble = process(worker, this.clips.get(i), recipe, news);
                if (trouble == Problem.Kind.CANCELLED) {
                    return ExitCode.CANCELLED;
                }
                if (trouble != null && code == ExitCode.DONE) {
                    code = ExitCode.of(trouble);
                }
            }
        }
        return code;
    }

    /** One clip's trouble does not stop the others; null if there was none. */
    private Problem.Kind process(Worker worker, Path clip, Recipe recipe, Progress news) {
        try {
            Job job = this.options.job(clip, recipe);
            if (recipe.makesMaster()) {
                Outcome outcome = worker.process(job, news);
                this.shell.report(outcome, news);
            }
            recipe.tag()
                .ifPresent((tag) -> this.shell.out()
                    .println(worker.tag(
                            new TagRequest(job.clip(), job.out(), job.rate(), tag.analysers(), job.threads(), null),
                            news)));
            return null;
        }
        catch (Exception | Error trouble) {
            return this.shell.complain(trouble, news);
        }
    }

}
