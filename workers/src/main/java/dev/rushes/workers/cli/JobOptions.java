package dev.rushes.workers.cli;

import java.nio.file.Path;

import dev.rushes.workers.job.Handling;
import dev.rushes.workers.job.Job;
import dev.rushes.workers.job.Recipe;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What can be said of a job beside its clip, its operations and its output. What requests
 * to the server have too takes its help from {@link Handling}.
 */
final class JobOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = ".",
            description = "folder for the master and its report, made if missing (default: here)")
    private Path out;

    @Option(names = "--recipe", paramLabel = "FILE",
            description = "YAML or JSON file that lists operations and output in place of the flags")
    private Path recipe;

    @Option(names = "--range", paramLabel = "IN..OUT")
    private String range;

    @Option(names = "--rate", paramLabel = "R", converter = Rate.class, description = Rate.DESCRIPTION)
    private String rate;

    @Option(names = "--interlaced", paramLabel = "auto|keep|none", defaultValue = "auto",
            converter = Choice.Interlaced.class, completionCandidates = Choice.Interlaced.class)
    private String interlaced;

    @Option(names = "--timing", paramLabel = "keep|cfr", defaultValue = "keep", converter = Choice.Timing.class,
            completionCandidates = Choice.Timing.class)
    private String timing;

    @Option(names = "--damaged", paramLabel = "fail|keep", defaultValue = "fail", converter = Choice.Damaged.class,
            completionCandidates = Choice.Damaged.class)
    private String damaged;

    @Option(names = "--device", paramLabel = "auto|cpu|cuda|cuda-half|tensorrt", defaultValue = "auto",
            converter = Choice.Device.class, completionCandidates = Choice.Device.class)
    private String device;

    @Option(names = "--threads", paramLabel = "auto|N", defaultValue = "auto", converter = Count.class,
            description = "threads for models; auto takes what the farm grants (SLURM_CPUS_PER_TASK, CUE_THREADS),"
                    + " else all processors")
    private int threads;

    @Option(names = "--segments", paramLabel = "auto|N", defaultValue = "auto", converter = Count.class)
    private int segments;

    @Option(names = "--memory", paramLabel = "SIZE", defaultValue = "auto", converter = Size.class,
            description = "most memory to use, such as 800M or 4G")
    private long memory;

    /** Gives a command's flags the help that requests have for the same. */
    static void explain(CommandSpec command) {
        Handling.FORM.options().forEach((option) -> {
            var flag = command.findOption(option.flag());
            command.remove(flag).addOption(flag.toBuilder().description(option.help()).build());
        });
    }

    /** What the flags and the recipe file say together. */
    Recipe recipe(Shell shell) {
        return new RecipeFlags(this.command.commandLine().getParseResult(), shell).recipe(this.recipe);
    }

    /** Paths become absolute, for a plan may be run elsewhere. */
    Job job(Path clip, Recipe agreed) {
        return new Job(clip.toAbsolutePath(), this.out.toAbsolutePath().normalize(), agreed, this.range, this.rate,
                this.interlaced, this.timing, this.damaged, this.device, this.threads, this.segments, this.memory);
    }

}
