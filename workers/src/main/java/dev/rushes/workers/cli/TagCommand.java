package dev.rushes.workers.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import dev.rushes.models.Problem;
import dev.rushes.workers.Worker;
import dev.rushes.workers.cli.progress.Progress;
import dev.rushes.workers.operations.Tag;
import dev.rushes.workers.tags.TagRequest;
import dev.rushes.workers.tags.Takes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rushes tag}: clips in, shots and what is in them out. */
@Command(name = "tag", sortOptions = false,
        description = { "Finds the shots of clips, how they look and sound and what is wrong with them.",
                "Writes <stem>.tags.json, .tags.vtt, .shots.csv, .contact.png and .thumbs/ into the output folder." })
final class TagCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "CLIP", arity = "1..*", description = "files, or image sequences such as shot.%%04d.dpx")
    private List<Path> clips;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = ".",
            description = "folder for what is found, made if missing (default: here)")
    private Path out;

    @Option(names = "--only", paramLabel = "NAME", split = ",", converter = Choice.Analyser.class,
            completionCandidates = Choice.Analyser.class,
            description = "look for these alone, separated by commas: ${COMPLETION-CANDIDATES}")
    private List<String> only;

    @Option(names = "--rate", paramLabel = "R", converter = Rate.class, description = Rate.DESCRIPTION)
    private String rate;

    @Option(names = "--threads", paramLabel = "auto|N", defaultValue = "auto", converter = Count.class,
            description = "threads for decoding; auto takes what the farm grants, else all processors")
    private int threads;

    @Mixin
    private ProgressOption progress;

    TagCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Clips.check(this.clips);
        Set<String> wanted = new LinkedHashSet<>(this.only == null ? Tag.ANALYSERS : this.only);
        Worker worker = this.shell.worker();
        int code = ExitCode.DONE;
        Path folder = this.out.toAbsolutePath().normalize();
        try (Progress news = this.progress.start(this.shell)) {
            Takes takes = wanted.contains("objects") && Files.isDirectory(folder)
                    ? Takes.in(folder, (file, why) -> news.warn(why)) : new Takes();
            for (int i = 0; i < this.clips.size(); i++) {
                news.clip(Clips.name(this.clips.get(i)), i, this.clips.size());
                Problem.Kind trouble = tag(worker, this.clips.get(i), folder, wanted, takes, news);
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
    private Problem.Kind tag(Worker worker, Path clip, Path folder, Set<String> wanted, Takes takes, Progress news) {
        try {
            TagRequest request = new TagRequest(clip.toAbsolutePath(), folder, this.rate, wanted, this.threads, takes);
            this.shell.out().println(worker.tag(request, news));
            return null;
        }
        catch (Exception | Error trouble) {
            return this.shell.complain(trouble, news);
        }
    }

}
